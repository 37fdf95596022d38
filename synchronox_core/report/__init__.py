"""Documents to print and send: PDF, with text that can be searched and read aloud."""
