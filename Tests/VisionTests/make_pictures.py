#!/usr/bin/env python3
"""Makes Pictures.swift: small pictures in formats that the tests cannot write themselves. Needs Pillow and
pillow-heif.

All but the last two are 24 x 16 px; the left half is red, green, blue = 200, 100, 50, the right half 20, 60, 220 (gray: 124 and 66).
usage: make_pictures.py > Pictures.swift
"""
import base64, io, textwrap
from PIL import Image
import pillow_heif

LEFT, RIGHT = (200, 100, 50), (20, 60, 220)
picture = Image.new("RGB", (24, 16), LEFT)
picture.paste(RIGHT, (12, 0, 24, 16))


def encode(image, format, **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def cmyk(rgb):
    """Without black ink: Pillow stores it inverted with an Adobe marker, as Adobe's programs do."""
    image = Image.new("CMYK", (24, 16), tuple(255 - v for v in rgb[0]) + (0,))
    image.paste(tuple(255 - v for v in rgb[1]) + (0,), (12, 0, 24, 16))
    return image


gray16 = Image.new("I;16", (24, 16), 124 * 257)
gray16.paste(66 * 257, (12, 0, 24, 16))
alpha = picture.copy()
alpha.putalpha(40)
# All corners differ; 64 x 48 px, which HEVC codes as 64 x 64.
ramps = Image.new("RGB", (64, 48))
for y in range(48):
    for x in range(64):
        ramps.putpixel((x, y), (min(255, x * 4), min(255, y * 5), 120 if (x // 16 + y // 16) % 2 else 40))
pillow_heif.register_heif_opener()
files = {
    "cmykJPEG": encode(cmyk((LEFT, RIGHT)), "JPEG", quality=90),
    "progressiveJPEG": encode(picture, "JPEG", quality=90, progressive=True),
    "rgbJPEG": encode(picture, "JPEG", quality=90, keep_rgb=True),
    "grayJPEG": encode(picture.convert("L"), "JPEG", quality=90),
    "palettePNG": encode(picture.quantize(4), "PNG"),
    "alphaPNG": encode(alpha, "PNG"),
    "gray16PNG": encode(gray16, "PNG"),
    "grayAlphaPNG": encode(alpha.convert("LA"), "PNG"),
    "bmp": encode(picture, "BMP"),
    "webp": encode(picture, "WEBP", quality=95),
    "tiff": encode(picture, "TIFF", compression="tiff_lzw"),
    "gray16TIFF": encode(gray16, "TIFF"),
    "heic": encode(ramps, "HEIF", quality=60),
    "avif": encode(ramps, "AVIF", quality=60, speed=0),
}
print("// Made by make_pictures.py, which says what they show.")
print("// swift-format-ignore-file")
print("let pictures: [String: String] = [")
for name, data in files.items():
    lines = textwrap.wrap(base64.b64encode(data).decode(), 95)
    print(f'  "{name}": """')
    print("\n".join("    " + line + "\\" for line in lines)[:-1])
    print('    """,')
print("]")
