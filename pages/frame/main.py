"""The main script: draws the frame and runs the page the address asks for."""

from pages.components import frame

page = frame.navigate()
with frame.drawn():
    page.run()
