"""The main script: navigation and frame."""
