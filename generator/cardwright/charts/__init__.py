"""Charts as SVG: pure Python without any package, the same text for the same numbers wherever it is drawn.

Classes say what each part is, and `site/styles/content.css` gives them the site's colors, light and dark.
"""
