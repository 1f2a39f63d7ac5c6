"""A PDF page's own coordinates, and those of its reader."""

from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.pdf.leaf import Box

Matrix = tuple[float, float, float, float, float, float]
"""As in PDF: x' = a x + c y + e, y' = b x + d y + f."""


class View:
    """From a page's own coordinates to a reader's: points from the upper left corner of what is shown."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        turn = pdfium.FPDFPage_GetRotation(page) % 4
        high, wide = top - bottom, right - left
        self.width: float = high if turn % 2 else wide
        """In points, as shown."""
        self.height: float = wide if turn % 2 else high
        """In points, as shown."""
        matrices: tuple[Matrix, ...] = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )
        self.matrix = matrices[turn]
        """What leads from the page to the reader."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page: right, down."""
        return moved(x, y, self.matrix)

    def way(self, x: float, y: float) -> tuple[float, float]:
        """A distance on the page: right, down."""
        return moved(x, y, (*self.matrix[:4], 0.0, 0.0))

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page."""
        x, y = self.point(left, bottom)
        x_, y_ = self.point(right, top)
        return Box(round(min(y, y_), 2), round(min(x, x_), 2), round(max(y, y_), 2), round(max(x, x_), 2))

    def shows(self, box: Box) -> bool:
        """Some of the box is on the page."""
        return box.right >= 0 and box.bottom >= 0 and box.left <= self.width and box.top <= self.height

    def part(self, box: Box) -> float:
        """How much of the page the box covers: all of it is 1."""
        wide = min(box.right, self.width) - max(box.left, 0.0)
        high = min(box.bottom, self.height) - max(box.top, 0.0)
        return max(wide, 0.0) * max(high, 0.0) / (self.width * self.height)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Where a matrix moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def one_then(one: Matrix, other: Matrix) -> Matrix:
    """What does `one` and then `other`."""
    a, b, c, d, e, f = one
    x, y = moved(e, f, other)
    a_, b_, c_, d_, _, _ = other
    return a * a_ + b * c_, a * b_ + b * d_, c * a_ + d * c_, c * b_ + d * d_, x, y
