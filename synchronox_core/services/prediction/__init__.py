"""The model of complete treatment: trained, judged, and asked about one patient."""
