"""Programs to site: load the catalogue, make its pages, render them, index them for search."""
