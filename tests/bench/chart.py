"""A chart of cost against size, as SVG: p50 with a band to p95, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import floor, log10

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 48, 52
LINE = 15  # between two names
COLOURS = ("#0b5394", "#b45f06", "#c27c0e", "#6a329f", "#777777")


def chart(curves: Mapping[str, Mapping[int, tuple[float, float]]]) -> str:
    """Return the chart. ``curves``: by engine and number of bulletins, the median and p95 in milliseconds."""
    sizes = sorted({size for curve in curves.values() for size in curve})
    values = [value for curve in curves.values() for pair in curve.values() for value in pair]
    low, high = floor(log10(min(values))), floor(log10(max(values))) + 1
    first, last = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 1)

    def x(size: float) -> float:
        return LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (high - log10(value)) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        'font-size="13"><title>Milliseconds for a search with facets and ten snippets, by number of bulletins</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="15">ms for four facets and ten snippets: median, shaded to p95</text>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.0f}" y2="{at:.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    under = HEIGHT - BOTTOM + 20
    parts += [f'<text x="{x(size):.0f}" y="{under}" text-anchor="middle">{size:,}</text>' for size in sizes]
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">bulletins</text>')
    ends: list[tuple[float, float, str, str]] = []
    for place, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[place % len(COLOURS)]
        points = [(x(size), y(curve[size][0]), y(curve[size][1])) for size in sorted(curve)]
        band = [f"{a:.1f},{b:.1f}" for a, b, _ in points] + [f"{a:.1f},{c:.1f}" for a, _, c in reversed(points)]
        parts.append(f'<polygon points="{" ".join(band)}" fill="{colour}" opacity="0.12"/>')
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b, _ in points]
        ends.append((points[-1][1] + 4, points[-1][0] + 8, name, colour))
    return "\n".join([*parts, *_labels(ends), "</svg>\n"])


def _labels(ends: Iterable[tuple[float, float, str, str]]) -> Iterator[str]:
    """Yield the engines' names behind their lines, from the top, none on another: of ``ends`` (y, x, name, colour)."""
    placed: list[tuple[float, float]] = []
    for wanted, x, name, colour in sorted(ends):
        y = max([wanted, *(above + LINE for above, left in placed if left == x)])
        placed.append((y, x))
        yield f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}">{name}</text>'
