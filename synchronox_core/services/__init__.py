"""What a page or a command asks; composes the layers below."""
