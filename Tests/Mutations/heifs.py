#!/usr/bin/env python3
"""HEIC and AVIF files of all structures, made from one coded picture each. Uses only the standard library.

    heifs.py FOLDER FILE…   writes the variants of each FILE, which contains one picture: FOLDER/name-variant
"""
import pathlib
import struct
import sys


def box(kind, contents, version=None, flags=0):
    head = b"" if version is None else struct.pack(">I", version << 24 | flags)
    return struct.pack(">I4s", 8 + len(head) + len(contents), kind) + head + contents


def boxes(data):
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        size = size or len(data) - at
        yield kind, data[at + 8 : at + size]
        at += size


class Source:
    """The parts of an encoder's file: the brand, the codec's properties, and the coded pictures by number."""

    def __init__(self, data):
        self.brand = data[8:12]
        parts = dict(boxes(data))
        meta = dict(boxes(parts[b"meta"][4:]))
        properties = dict(boxes(meta[b"iprp"]))[b"ipco"]
        self.properties = [(kind, contents) for kind, contents in boxes(properties)]
        self.codec = b"av01" if self.brand.startswith(b"av") else b"hvc1"
        settings = {kind: contents for kind, contents in reversed(self.properties)}
        self.settings = settings[b"av1C" if self.codec == b"av01" else b"hvcC"]
        self.size = struct.unpack(">II", settings[b"ispe"][4:])
        self.coded = self.read_places(meta[b"iloc"], data)

    def read_places(self, iloc, data):
        version, sizes, count = iloc[0], iloc[4:6], struct.unpack_from(">H", iloc, 6)[0]
        widths = [sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4]
        at, coded = 8, []

        def number(width):
            nonlocal at
            at += width
            return int.from_bytes(iloc[at - width : at], "big")

        for _ in range(count):
            number(4 if version else 2)  # the item, and how its location is given
            number(2)  # file
            base = number(widths[2])
            pieces = b""
            for _ in range(number(2)):
                offset, length = number(widths[0]), number(widths[1])
                pieces += data[base + offset : base + offset + length]
            coded.append(pieces)
        return coded


class File:
    """Pictures numbered from 1, each with a kind, properties, and bytes that occur once in the file."""

    def __init__(self, source):
        self.source, self.items, self.properties, self.references = source, [], [], []
        self.primary, self.hidden = 1, set()

    def property(self, contents):
        if contents not in self.properties:
            self.properties.append(contents)
        return self.properties.index(contents) + 1

    def add(self, kind, data, size, more=(), settings=None):
        own = [box(b"ispe", struct.pack(">II", *size), 0)]
        if settings is not None:
            own.append(box(b"av1C" if kind == b"av01" else b"hvcC", settings))
        self.items.append((kind, data, [self.property(contents) for contents in [*own, *more]]))
        return len(self.items)

    def picture(self, more=(), size=None):
        source = self.source
        return self.add(source.codec, source.coded[0], size or source.size, more, source.settings)

    def refer(self, kind, origin, targets):
        self.references.append((kind, origin, targets))

    def data(self):
        wide = len(self.items) > 65535
        number = lambda value: struct.pack(">I" if wide else ">H", value)  # noqa: E731
        infos = b"".join(
            box(b"infe", number(i + 1) + b"\0\0" + kind + b"\0", 3 if wide else 2, int(i + 1 in self.hidden))
            for i, (kind, _, _) in enumerate(self.items))
        refers = b"".join(
            box(kind, number(origin) + struct.pack(">H", len(targets)) + b"".join(map(number, targets)))
            for kind, origin, targets in self.references)
        links = b"".join(
            number(i + 1) + bytes([len(own)]) + bytes(own) for i, (_, _, own) in enumerate(self.items))
        brand = self.source.brand
        head = box(b"ftyp", brand + bytes(4) + b"mif1" + brand)
        places = {}
        for _ in range(2):  # the offsets of the bytes are known once the boxes before them are
            iloc = b"".join(
                number(i + 1) + bytes(4) + struct.pack(">HII", 1, places.get(data, 0), len(data))
                for i, (_, data, _) in enumerate(self.items))
            count = struct.pack(">I" if wide else ">H", len(self.items))
            meta = box(b"hdlr", bytes(4) + b"pict" + bytes(13), 0)
            meta += box(b"pitm", number(self.primary), 1 if wide else 0)
            meta += box(b"iloc", b"\x44\0" + count + iloc, 2 if wide else 1)
            meta += box(b"iinf", count + infos, 1 if wide else 0)
            if refers:
                meta += box(b"iref", refers, 1 if wide else 0)
            ipco = box(b"ipco", b"".join(self.properties))
            ipma = box(b"ipma", struct.pack(">I", len(self.items)) + links, 1 if wide else 0)
            whole = head + box(b"meta", meta + box(b"iprp", ipco + ipma), 0)
            places, stored = {}, b""
            for _, data, _ in self.items:
                if data not in places:
                    places[data] = len(whole) + 8 + len(stored)
                    stored += data
        return whole + box(b"mdat", stored)


def turns(orientation):
    """The properties for EXIF orientation 1 … 8: counterclockwise quarter turns, then the mirror."""
    quarters, mirror = {1: (0, None), 2: (0, 1), 3: (2, None), 4: (0, 0), 5: (1, 0), 6: (3, None), 7: (1, 1), 8: (1, None)}[orientation]
    own = [box(b"irot", bytes([quarters]))] if quarters else []
    return own + ([box(b"imir", bytes([mirror]))] if mirror is not None else [])


def turned(source, orientation):
    file = File(source)
    file.picture(turns(orientation))
    return file.data()


def grid(source, columns, rows, shares=False):
    """`shares`: all tiles are the same picture."""
    file = File(source)
    width, height = source.size
    size = columns * width, rows * height
    file.add(b"grid", struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, *size), size)
    tiles = [file.picture()] * (columns * rows) if shares else [file.picture() for _ in range(columns * rows)]
    file.refer(b"dimg", 1, tiles)
    file.hidden = set(tiles)
    return file.data()


def many(source, count, primary=1):
    file = File(source)
    for _ in range(count):
        file.picture()
    file.primary = primary
    return file.data()


def transparent(source):
    """A picture that serves as its own transparency."""
    file = File(source)
    first = file.picture()
    urn = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
    second = file.picture([box(b"auxC", urn, 0)])
    file.refer(b"auxl", second, [first])
    return file.data()


def nested(source, depth, width):
    """Overlays of overlays: (width to the power of depth) pictures."""
    file = File(source)
    size = source.size
    for level in range(depth):
        data = struct.pack(">BB8xHH", 0, 0, *size) + struct.pack(">hh", 0, 0) * width
        file.add(b"iovl", data, size)
        file.refer(b"dimg", level + 1, [level + 2] * width)
    file.picture()
    return file.data()


def claiming(source, size):
    """Gives another size than its codec does."""
    file = File(source)
    file.picture(size=size)
    return file.data()


def variants(source):
    made = {f"turned-{i}": turned(source, i) for i in range(1, 9)}
    made |= {
        "grid": grid(source, 3, 2), "shared-grid": grid(source, 3, 2, shares=True),
        "many": many(source, 100, 7), "alpha": transparent(source), "nested": nested(source, 2, 3)}
    return made


def heifs(pictures):
    """The HEIC and AVIF files among some pictures, and their variants."""
    own = [picture for picture in pictures if picture[4:8] == b"ftyp"]
    return own + [data for picture in own for data in variants(Source(picture)).values()]


def bombs(source):
    width, height = source.size
    return {
        "large-grid": grid(source, 100, 100), "large-shared-grid": grid(source, 255, 255, shares=True),
        "deep": nested(source, 12, 8), "claims-more": claiming(source, (16000, 16000)),
        "claims-less": claiming(source, (8, 8)), "claims-none": claiming(source, (0, height))}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in map(pathlib.Path, sys.argv[2:]):
        source = Source(name.read_bytes())
        for variant, data in (variants(source) | bombs(source)).items():
            (folder / f"{name.stem}-{variant}{name.suffix}").write_bytes(data)


if __name__ == "__main__":
    main()
