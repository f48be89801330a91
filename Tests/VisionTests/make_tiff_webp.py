#!/usr/bin/env python3
"""make_tiff_webp.py FOLDER: makes pictures in all the ways in which TIFF and WebP store them, and the gray each should give.

Needs Pillow and tifffile (Debian's python3-pil and python3-tifffile). Beside each picture is NAME.gray: its upright gray, one byte
per pixel, rows from the top. Prints one line per picture: NAME WIDTH HEIGHT or, if it cannot be read, NAME and the kind of
failure.

If Pillow reads the picture, the gray is Pillow's own: composed on white, convert("L"). Otherwise it is what was written.
"""
import pathlib
import struct
import sys

import numpy as np
import tifffile
from PIL import Image, ImageOps

folder = pathlib.Path(sys.argv[1])
HEIGHT, WIDTH = 75, 103  # not multiples of a tile, a byte or a block
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
# Smooth, so that lossy formats keep it; with three different colours.
red, green, blue = 2 * x + 20, 3 * y + 10, np.hypot(x - 50, y - 30) * 2
rgb = np.clip(np.stack([red, green, blue], axis=2), 0, 255).astype(np.uint8)
alpha = np.clip(x * 2.5, 0, 255).astype(np.uint8)
rgba = np.dstack([rgb, alpha])
multiplied = np.dstack([(rgb * (alpha[:, :, None] / 255.0)).round().astype(np.uint8), alpha])
picture, transparent = Image.fromarray(rgb), Image.fromarray(rgba)
gray = np.array(picture.convert("L"))
rgb16, gray16 = rgb.astype(np.uint16) * 257, gray.astype(np.uint16) * 257


def on_white(image):
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.array(image.convert("RGB").convert("L"))


def keep(name, expected):
    expected = np.clip(expected, 0, 255).astype(np.uint8)
    (folder / f"{name}.gray").write_bytes(expected.tobytes())
    print(name, expected.shape[1], expected.shape[0])


def by_pillow(name, image, **options):
    """Written by Pillow, and read by it."""
    kind = "WEBP" if name.startswith("webp") else "TIFF"
    image.save(folder / name, kind, **options)
    with Image.open(folder / name) as again:
        keep(name, on_white(ImageOps.exif_transpose(again)))


def by_tifffile(name, pixels, expected, **options):
    tifffile.imwrite(folder / name, pixels, metadata=None, software=False, **options)
    keep(name, expected)


def packed(levels, bits):
    """Rows of samples with few bits, the highest first."""
    places = (levels[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(places.reshape(len(levels), -1).astype(np.uint8), axis=1)


def gray_of_bits(bits):
    levels = gray.astype(np.uint16) * (2**bits - 1) // 255
    return levels, (levels * 255.0 / (2**bits - 1)).round()


def white_below(pixels, coverage):
    return np.array(Image.fromarray(pixels).convert("L")) * (coverage / 255.0) + 255 - coverage


# Pillow: modes and compressions.
for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits"):
    images = {
        "1": picture.convert("1"), "L": picture.convert("L"), "P": picture.quantize(50), "RGB": picture,
        "LA": transparent.convert("LA"), "RGBA": transparent, "CMYK": picture.convert("CMYK"),
        "YCbCr": picture.convert("YCbCr"),
    }
    for mode, image in images.items():
        if (mode, compression) == ("YCbCr", "raw"):
            continue  # Pillow cannot read what it writes
        by_pillow(f"{mode}-{compression}.tif", image, compression=compression)
for compression in ("group3", "group4", "tiff_ccitt"):
    by_pillow(f"1-{compression}.tif", picture.convert("1"), compression=compression)
for mode in ("L", "RGB", "CMYK"):
    by_pillow(f"{mode}-jpeg.tif", picture.convert(mode), compression="jpeg", quality=92)
by_pillow("YCbCr-jpeg.tif", picture.convert("YCbCr"), compression="jpeg", quality=92)
by_pillow("predictor.tif", picture, compression="tiff_lzw", tiffinfo={317: 2})
by_pillow("strips.tif", picture, compression="tiff_lzw", tiffinfo={278: 7})
by_pillow("jpeg-strips.tif", picture, compression="jpeg", tiffinfo={278: 16})
upright = {
    1: gray, 2: gray[:, ::-1], 3: gray[::-1, ::-1], 4: gray[::-1], 5: gray.T, 6: np.rot90(gray, -1),
    7: gray[::-1, ::-1].T, 8: np.rot90(gray),
}
for orientation, expected in upright.items():
    # Some versions of Pillow rotate such a picture twice.
    name = f"turned-{orientation}.tif"
    picture.save(folder / name, tiffinfo={274: orientation}, compression="tiff_lzw")
    keep(name, expected)

# tifffile: orders of bytes, planes, tiles, depths.
for compression in (None, "zlib"):
    ways = dict(compression=compression, photometric="rgb")
    name = compression or "plain"
    by_tifffile(f"big-endian-{name}.tif", rgb, gray, byteorder=">", **ways)
    by_tifffile(f"bigtiff-{name}.tif", rgb, gray, bigtiff=True, **ways)
    by_tifffile(f"bigtiff-big-endian-{name}.tif", rgb, gray, bigtiff=True, byteorder=">", **ways)
    by_tifffile(f"rgb16-{name}.tif", rgb16, gray, **ways)
    by_tifffile(f"rgb16-big-endian-{name}.tif", rgb16, gray, byteorder=">", **ways)
    by_tifffile(f"tiles-{name}.tif", rgb, gray, tile=(32, 48), **ways)
    by_tifffile(f"tiles16-{name}.tif", rgb16, gray, tile=(16, 16), **ways)
    planes = dict(planarconfig="separate", **ways)
    apart, apart16 = rgb.transpose(2, 0, 1), rgb16.transpose(2, 0, 1)
    by_tifffile(f"planes-{name}.tif", apart, gray, **planes)
    by_tifffile(f"planes-strips-{name}.tif", apart, gray, rowsperstrip=8, **planes)
    by_tifffile(f"planes16-{name}.tif", apart16, gray, **planes)
    by_tifffile(f"planes-tiles-{name}.tif", apart, gray, tile=(32, 32), **planes)
    by_tifffile(f"gray16-{name}.tif", gray16, gray, compression=compression, photometric="minisblack")
    by_tifffile(f"white-{name}.tif", 255 - gray, gray, compression=compression, photometric="miniswhite")
    by_tifffile(f"white16-{name}.tif", 65535 - gray16, gray, compression=compression, photometric="miniswhite")
    composed = white_below(rgb, alpha.astype(float))
    by_tifffile(f"straight-{name}.tif", rgba, composed, extrasamples=["unassalpha"], **ways)
    by_tifffile(f"multiplied-{name}.tif", multiplied, composed, extrasamples=["assocalpha"], **ways)
    by_tifffile(f"unspecified-{name}.tif", rgba, gray, extrasamples=["unspecified"], **ways)
planes = dict(photometric="separated", planarconfig="separate")
cmyk = np.array(picture.convert("CMYK"))
by_tifffile("cmyk16.tif", cmyk.astype(np.uint16) * 257, gray, photometric="separated")
by_tifffile("cmyk-planes.tif", cmyk.transpose(2, 0, 1), gray, **planes)
by_tifffile("gray-alpha16.tif", np.dstack([gray16, alpha.astype(np.uint16) * 257]),
            gray * (alpha / 255.0) + 255 - alpha, photometric="minisblack", extrasamples=["unassalpha"])
# A strip that is too large to be decoded at once.
large = np.kron(rgb, np.ones((24, 24, 1), np.uint8))
large_gray = np.kron(gray, np.ones((24, 24), np.uint8))
by_tifffile("large.tif", large, large_gray, photometric="rgb", compression="zlib", rowsperstrip=len(large))
by_tifffile("large-planes.tif", large.transpose(2, 0, 1).astype(np.uint16) * 257, large_gray, photometric="rgb",
            planarconfig="separate", compression="zlib", rowsperstrip=len(large))

# The main page follows a thumbnail, or is a subdirectory of it.
small = rgb[::4, ::4]
with tifffile.TiffWriter(folder / "thumbnail-first.tif") as file:
    file.write(255 - small, photometric="rgb", subfiletype=1, metadata=None)
    file.write(rgb, photometric="rgb", metadata=None)
keep("thumbnail-first.tif", gray)
with tifffile.TiffWriter(folder / "thumbnail-above.tif") as file:
    orientation = (274, 3, 1, 6, True)
    file.write(255 - small, photometric="rgb", subfiletype=1, subifds=1, metadata=None, extratags=[orientation])
    file.write(rgb, photometric="rgb", subfiletype=0, metadata=None)
keep("thumbnail-above.tif", np.rot90(gray, -1))


def by_hand(name, pixels, expected, tags, refused=None):
    """A TIFF of one strip; tags: number: (type, values)."""
    tags = {256: (4, [WIDTH]), 257: (4, [HEIGHT]), 259: (3, [1]), 273: (4, [8]), 278: (4, [HEIGHT]),
            279: (4, [len(pixels)]), **tags}
    at = 8 + len(pixels) + len(pixels) % 2
    later, entries = b"", b""
    for tag, (kind, values) in sorted(tags.items()):
        value = struct.pack("<" + {3: "H", 4: "I"}[kind] * len(values), *values)
        if len(value) > 4:
            place = at + 2 + 12 * len(tags) + 4 + len(later)
            later, value = later + value + b"\0" * (len(value) % 2), struct.pack("<I", place)
        entries += struct.pack("<HHI", tag, kind, len(values)) + value.ljust(4, b"\0")
    header = struct.pack("<2sHI", b"II", 42, at)
    body = pixels + b"\0" * (len(pixels) % 2) + struct.pack("<H", len(tags)) + entries + b"\0" * 4 + later
    (folder / name).write_bytes(header + body)
    print(name, refused) if refused else keep(name, expected)


for bits in (1, 2, 4, 6, 10, 12, 14):
    levels, expected = gray_of_bits(bits)
    by_hand(f"gray{bits}.tif", packed(levels, bits).tobytes(), expected,
            {258: (3, [bits]), 262: (3, [1]), 277: (3, [1])})
for bits in (1, 2, 4):
    levels = gray.astype(int) * (2**bits - 1) // 255
    colours = [(37 + 50 * i) % 256 for i in range(3 * 2**bits)]
    table = np.array(colours).reshape(3, -1).T[levels].astype(np.uint8)
    expected = np.array(Image.fromarray(table).convert("L"))
    for name, factor in (("palette", 257), ("palette-low", 1)):
        by_hand(f"{name}{bits}.tif", packed(levels, bits).tobytes(), expected,
                {258: (3, [bits]), 262: (3, [3]), 277: (3, [1]), 320: (3, [v * factor for v in colours])})
rgb4 = packed((rgb // 17).reshape(HEIGHT, -1).astype(int), 4)
by_hand("rgb4.tif", rgb4.tobytes(), np.array(Image.fromarray(rgb // 17 * 17).convert("L")),
        {258: (3, [4, 4, 4]), 262: (3, [2]), 277: (3, [3])})
ycc = np.array(picture.convert("YCbCr"))
for across, down in ((2, 1), (2, 2), (4, 2), (4, 4)):
    rows, columns = -(-HEIGHT // down), -(-WIDTH // across)
    edges = ((0, rows * down - HEIGHT), (0, columns * across - WIDTH), (0, 0))
    blocks = np.pad(ycc, edges, mode="edge").reshape(rows, down, columns, across, 3).transpose(0, 2, 1, 3, 4)
    luma = blocks[..., 0].reshape(rows, columns, -1)
    chroma = blocks[..., 1:].mean(axis=(2, 3)).round().astype(np.uint8)
    spread = np.kron(chroma, np.ones((down, across, 1), np.uint8))[:HEIGHT, :WIDTH]
    seen = Image.fromarray(np.dstack([ycc[..., :1], spread]), "YCbCr").convert("RGB").convert("L")
    by_hand(f"ycc-{across}x{down}.tif", np.concatenate([luma, chroma], axis=2).tobytes(), np.array(seen),
            {258: (3, [8, 8, 8]), 262: (3, [6]), 277: (3, [3]), 530: (3, [across, down])})

# WebP.
by_pillow("webp-lossy.webp", picture, quality=90)
by_pillow("webp-lossless.webp", picture, lossless=True)
by_pillow("webp-alpha.webp", transparent, quality=90)
by_pillow("webp-lossless-alpha.webp", transparent, lossless=True)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[274] = orientation
    # Pillow writes the prefix "Exif"; the format has none.
    by_pillow(f"webp-turned-{orientation}.webp", picture, lossless=True, exif=exif)
    by_pillow(f"webp-bare-{orientation}.webp", picture, lossless=True, exif=exif.tobytes()[6:])

# Damaged: the second half of a strip is replaced by other bytes.
for compression in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
    for name, damage in (("zeros", b"\0"), ("ones", b"\xff")):
        path = folder / f"{name}-{compression}.tif"
        picture.save(path, compression=compression)
        with tifffile.TiffFile(path) as file:
            offset, count = file.pages[0].dataoffsets[0], file.pages[0].databytecounts[0]
        data = bytearray(path.read_bytes())
        data[offset + count // 2 : offset + count] = damage * (count - count // 2)
        path.write_bytes(data)
        print(path.name, "truncated")
for name, part in (("cut.webp", 0.6), ("cut.tif", 0.6)):
    kind = "WEBP" if name.endswith("webp") else "TIFF"
    picture.save(folder / name, kind)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: int(len(data) * part)])
    print(name, "truncated")

# Kinds that are not read.
tifffile.imwrite(folder / "float.tif", gray / np.float32(255), metadata=None)
tifffile.imwrite(folder / "signed.tif", gray.astype(np.int16), metadata=None)
tifffile.imwrite(folder / "deep.tif", gray.astype(np.uint32), metadata=None)
tifffile.imwrite(folder / "lab.tif", rgb, metadata=None, photometric="cielab")
with tifffile.TiffWriter(folder / "dng.tif") as file:
    file.write(small, photometric="rgb", subfiletype=1, subifds=1, metadata=None)
    file.write(gray16, photometric="cfa", subfiletype=0, metadata=None,
               extratags=[(33421, 3, 2, (2, 2), True), (33422, 1, 4, (0, 1, 1, 2), True)])
for name, number in (("jpeg2000.tif", 33003), ("old-jpeg.tif", 6), ("lzma.tif", 34925)):
    by_hand(name, bytes(99), gray, {258: (3, [8]), 259: (3, [number]), 262: (3, [1]), 277: (3, [1])}, "unsupported")
for name in ("float.tif", "signed.tif", "deep.tif", "lab.tif", "dng.tif"):
    print(name, "unsupported")
