"""What the trial record fixes, in plain Python: words, numbers, calendar, cohort and burden."""
