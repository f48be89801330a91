#!/usr/bin/env python3
"""make_variety.py FOLDER: makes pictures of every kind that PNG, BMP, PNM and JPEG support, each with its gray.

NAME is the picture, NAME.gray its gray bytes, row by row, as given by Pillow, composed on white. What
Pillow, or an older release, does not support (transparent colours at other depths than 8 bits, 16 bits of
gray, BMP of 2 bits or with masks) is computed here from the stored samples. Needs Pillow.
"""
import io
import pathlib
import random
import struct
import sys
import warnings
import zlib

from PIL import Image, ImageOps

WIDTH, HEIGHT = 37, 29  # odd, and not multiples of the padding of rows
random.seed(12)
warnings.simplefilter("ignore")


def luminance(red, green, blue):
    return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16


def on_white(value, alpha):
    return round((value * alpha + 255 * (255 - alpha)) / 255)


def composed(image):
    """Pillow's own gray of an open picture, on white."""
    image.load()
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    elif image.mode.startswith("I"):
        image = Image.frombytes("L", image.size, bytes(min(value, 65535) // 257 for value in image.getdata()))
    return image.convert("L").tobytes()


def by_pillow(data):
    return composed(Image.open(io.BytesIO(data)))


def smooth(x, y, channel):
    """0 … 1: a gradient and a wave in each channel, and a little noise."""
    slope = [x / WIDTH, y / HEIGHT, (x + y) / (WIDTH + HEIGHT), (x * y) / (WIDTH * HEIGHT)][channel]
    return min(1.0, max(0.0, slope + random.uniform(-0.03, 0.03)))


def samples(channels, maximum):
    return [
        [[round(smooth(x, y, c) * maximum) for c in range(channels)] for x in range(WIDTH)] for y in range(HEIGHT)
    ]


# PNG

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, depth):
    values = [value for pixel in row for value in pixel]
    if depth == 16:
        return b"".join(struct.pack(">H", value) for value in values)
    bits = "".join(format(value, f"0{depth}b") for value in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def filtered(rows, depth, channels):
    """Each row with another filter, so that all five are decoded."""
    step, before, out = max(1, depth * channels // 8), b"", b""
    for number, row in enumerate(rows):
        kind = number % 5
        before = before or bytes(len(row))
        line = bytearray()
        for i, value in enumerate(row):
            a, b, c = (row[i - step] if i >= step else 0), before[i], (before[i - step] if i >= step else 0)
            near = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            line.append((value - [0, a, b, (a + b) // 2, near][kind]) & 255)
        out, before = out + bytes([kind]) + bytes(line), row
    return out


def png(pixels, colour_type, depth, interlaced=False, before=b"", behind=b""):
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour_type]
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b""
    for x, y, step_x, step_y in passes:
        rows = [packed(row[x::step_x], depth) for row in pixels[y::step_y]]
        if rows and rows[0]:
            data += filtered(rows, depth, channels)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour_type, 0, 0, int(interlaced))
    data = zlib.compress(data)
    idat = b"".join(chunk(b"IDAT", data[i : i + 500]) for i in range(0, len(data), 500))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + idat + behind + chunk(b"IEND", b"")


def gray_of(pixels, depth, transparent=None):
    """Gray or RGB samples of any depth, composed on white."""
    out = bytearray()
    for pixel in (pixel for row in pixels for pixel in row):
        if transparent is not None and list(pixel) == list(transparent):
            out.append(255)
            continue
        scaled = [round(value * 255 / (2**depth - 1)) for value in pixel]
        out.append(scaled[0] if len(scaled) == 1 else luminance(*scaled))
    return bytes(out)


def pngs():
    profile = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"sBIT", b"\5\5\5")
    primaries = chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 99000, 1000, 1000, 99000, 2000, 2000))
    for interlaced in (False, True):
        end = "-interlaced.png" if interlaced else ".png"
        for depth in (1, 2, 4, 8, 16):
            pixels = samples(1, 2**depth - 1)
            yield f"gray-{depth}{end}", png(pixels, 0, depth, interlaced), gray_of(pixels, depth)
            through = pixels[9][9]
            trns = chunk(b"tRNS", struct.pack(">H", through[0]))
            data = png(pixels, 0, depth, interlaced, trns)
            yield f"gray-{depth}-transparent{end}", data, gray_of(pixels, depth, through)
        for depth in (8, 16):
            pixels = samples(3, 2**depth - 1)
            yield f"rgb-{depth}{end}", png(pixels, 2, depth, interlaced), gray_of(pixels, depth)
            through = pixels[5][30]
            trns = chunk(b"tRNS", struct.pack(">3H", *through))
            data = png(pixels, 2, depth, interlaced, trns)
            yield f"rgb-{depth}-transparent{end}", data, gray_of(pixels, depth, through)
            for name, kind, channels in ("gray-alpha", 4, 2), ("rgb-alpha", 6, 4):
                yield f"{name}-{depth}{end}", png(samples(channels, 2**depth - 1), kind, depth, interlaced), None
        for depth in (1, 2, 4, 8):
            pixels = samples(1, 2**depth - 1)
            palette = chunk(b"PLTE", bytes(random.randrange(256) for _ in range(3 * 2**depth)))
            yield f"palette-{depth}{end}", png(pixels, 3, depth, interlaced, palette), None
            alphas = chunk(b"tRNS", bytes(random.randrange(256) for _ in range(2**depth - 1)))
            yield f"palette-{depth}-alpha{end}", png(pixels, 3, depth, interlaced, palette + alphas), None
        pixels = samples(3, 255)
        data = png(pixels, 2, 8, interlaced, profile + primaries + chunk(b"sRGB", b"\0"))
        yield f"profiles{end}", data, gray_of(pixels, 8)
        background = chunk(b"bKGD", struct.pack(">3H", 0, 255, 0))
        yield f"background{end}", png(samples(4, 255), 6, 8, interlaced, profile + background), None


# BMP


def bmp(rows, bits, head_bytes=40, compression=0, masks=b"", palette=b"", top_down=False, colours=0):
    """`rows` are bytes from the top; a single block for runs."""
    if isinstance(rows, bytes):
        data = rows
    else:
        data = b"".join(row + bytes(-len(row) % 4) for row in (rows if top_down else rows[::-1]))
    if head_bytes == 12:
        head = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    else:
        height = -HEIGHT if top_down else HEIGHT
        head = struct.pack("<IiiHHIIiiII", head_bytes, WIDTH, height, 1, bits, compression, len(data), 0, 0, colours, 0)
        head += masks.ljust(head_bytes - 40, b"\0") if head_bytes > 40 else masks
    offset = 14 + len(head) + len(palette)
    return struct.pack("<2sIHHI", b"BM", offset + len(data), 0, 0, offset) + head + palette + data


def runs(rows, bits):
    """Alternating runs, literals and steps: what a step skips has index 0."""
    out = bytearray()
    pair = lambda a, b: bytes([a << 4 | b]) if bits == 4 else bytes([a, b])
    for row in rows[::-1]:
        x = 0
        while x < WIDTH:
            left, what = WIDTH - x, random.randrange(3)
            if what == 0 and left >= 3:
                count = random.randrange(3, left + 1)
                piece = [value for value in row[x : x + count]] + [0] * (count % 2)
                body = b"".join(pair(a, b) for a, b in zip(piece[::2], piece[1::2]))[: None if bits == 4 else count]
                out += bytes([0, count]) + body + bytes(len(body) % 2)
            elif what == 1 and left > 8:
                count = random.randrange(1, 8)
                row[x : x + count] = [0] * count
                out += bytes([0, 2, count, 0])
            else:
                count = random.randrange(1, left + 1)
                two = [random.randrange(2**bits) for _ in range(2)]
                two[1] = two[1] if bits == 4 else two[0]
                row[x : x + count] = [two[i % 2] for i in range(count)]
                out += bytes([count]) + pair(*two)[:1]
            x += count
        out += b"\0\0"
    return bytes(out[:-2] + b"\0\1")


def bmps():
    def palette(bits, entry):
        return b"".join(bytes(random.randrange(256) for _ in range(3)) + bytes(entry - 3) for _ in range(2**bits))

    for bits in (1, 4, 8):
        rows = [packed(row, bits) for row in samples(1, 2**bits - 1)]
        for head in (12, 40, 64, 108, 124):
            data = bmp(rows, bits, head, palette=palette(bits, 3 if head == 12 else 4))
            yield f"palette-{bits}-header-{head}.bmp", data, None
        yield f"palette-{bits}-top-down.bmp", bmp(rows, bits, palette=palette(bits, 4), top_down=True), None
    yield "palette-8-few.bmp", bmp([bytes(x % 9 for x in range(WIDTH))] * HEIGHT, 8, palette=palette(4, 4)[:36], colours=9), None
    two, colours = samples(1, 3), palette(2, 4)
    grays = [luminance(*colours[4 * i : 4 * i + 3][::-1]) for i in range(4)]
    data = bmp([packed(row, 2) for row in two], 2, palette=colours)
    yield "palette-2.bmp", data, bytes(grays[pixel[0]] for row in two for pixel in row)

    for bits in (4, 8):
        rows = [[pixel[0] for pixel in row] for row in samples(1, 2**bits - 1)]
        colours = palette(bits, 4)
        grays = [luminance(*colours[4 * i : 4 * i + 3][::-1]) for i in range(2**bits)]
        data = bmp(runs(rows, bits), bits, compression=3 - bits // 4, palette=colours)
        yield f"runs-{bits}.bmp", data, bytes(grays[value] for row in rows for value in row)

    def direct(pixels, widths):
        """Widths from the highest bits to the lowest."""
        total, rows = sum(widths), []
        for row in pixels:
            words = []
            for pixel in row:
                word = 0
                for value, width in zip(pixel, widths):
                    word = word << width | value * (2**width - 1) // 255
                words.append(word.to_bytes((total + 7) // 8, "little"))
            rows.append(b"".join(words))
        return rows

    def rounded(pixels, widths):
        """The gray of red, green, blue reduced to so many bits."""
        most = [2**width - 1 for width in widths]
        return gray_of([[[round(v * m // 255 * 255 / m) for v, m in zip(p, most)] for p in row] for row in pixels], 8)

    rgb, rgba = samples(3, 255), samples(4, 255)
    composed_gray = gray_of([[[on_white(v, p[3]) for v in p[:3]] for p in row] for row in rgba], 8)
    alpha_first = [[pixel[3:] + pixel[:3] for pixel in row] for row in rgba]
    yield "rgb-24.bmp", bmp(direct(rgb, (8, 8, 8)), 24), None
    yield "rgb-24-os2.bmp", bmp(direct(rgb, (8, 8, 8)), 24, 12), None
    yield "rgb-24-top-down.bmp", bmp(direct(rgb, (8, 8, 8)), 24, 124, top_down=True), None
    yield "rgb-16.bmp", bmp([row for row in direct([[[0] + p for p in row] for row in rgb], (1, 5, 5, 5))], 16), None
    unused = [[[random.randrange(256)] + pixel for pixel in row] for row in rgb]
    yield "rgb-32.bmp", bmp(direct(unused, (8, 8, 8, 8)), 32), None
    for head in (40, 52, 56, 108, 124):
        masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
        yield f"masks-565-header-{head}.bmp", bmp(direct(rgb, (5, 6, 5)), 16, head, 3, masks), rounded(rgb, (5, 6, 5))
        masks = struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)
        yield f"masks-32-header-{head}.bmp", bmp(direct(unused, (8, 8, 8, 8)), 32, head, 3, masks), gray_of(rgb, 8)
        masks = struct.pack("<III", 0x3FF00000, 0xFFC00, 0x3FF)
        ten = [[[0] + pixel for pixel in row] for row in rgb]
        yield f"masks-10-header-{head}.bmp", bmp(direct(ten, (2, 10, 10, 10)), 32, head, 3, masks), gray_of(rgb, 8)
    for head in (56, 108, 124):
        masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
        yield f"alpha-first-header-{head}.bmp", bmp(direct(alpha_first, (8, 8, 8, 8)), 32, head, 3, masks), composed_gray
        masks = struct.pack("<IIII", 0xFF000000, 0xFF0000, 0xFF00, 0xFF)
        yield f"alpha-last-header-{head}.bmp", bmp(direct(rgba, (8, 8, 8, 8)), 32, head, 3, masks), composed_gray
    masks = struct.pack("<IIII", 0x7C00, 0x3E0, 0x1F, 0x8000)
    five = [[pixel[:3] for pixel in row] for row in rgba]
    yield "masks-5551.bmp", bmp(direct(alpha_first, (1, 5, 5, 5)), 16, 108, 3, masks), rounded(five, (5, 5, 5))
    for mode in "1", "L", "P", "RGB":
        buffer = io.BytesIO()
        Image.frombytes("RGBA", (WIDTH, HEIGHT), b"".join(bytes(p) for row in rgba for p in row)).convert(mode).save(buffer, "BMP")
        yield f"pillow-{mode}.bmp", buffer.getvalue(), None


# PNM


def pnms():
    for maximum in (1, 9, 100, 255, 1023, 65535):
        for kind, channels in (2, 1), (3, 3):
            pixels = samples(channels, maximum)
            values = [value for row in pixels for pixel in row for value in pixel]
            scaled = [[[round(value * 255 / maximum) for value in pixel] for pixel in row] for row in pixels]
            gray = gray_of(scaled, 8)
            head = f" # a comment\n#another\n{WIDTH}\t{HEIGHT} # 12 34\r\n{maximum}\n"
            text = "".join(f"{value}{random.choice([' ', chr(10), '  ', ' # no 7' + chr(10)])}" for value in values)
            yield f"plain-{maximum}.p{'gp'[kind - 2]}m", f"P{kind}{head}{text}".encode(), gray
            raw = b"".join(struct.pack(">H" if maximum > 255 else "B", value) for value in values)
            yield f"raw-{maximum}.p{'gp'[kind - 2]}m", f"P{kind + 3}{head}".encode() + raw, gray
    bits = [[[1 - pixel[0]] for pixel in row] for row in samples(1, 1)]
    gray = bytes(255 * (1 - pixel[0]) for row in bits for pixel in row)
    text = "".join("".join(str(pixel[0]) for pixel in row) + "\n" for row in bits)
    yield "plain.pbm", f"P1\n{WIDTH} {HEIGHT}\n{text}".encode(), gray
    yield "plain-spaced.pbm", f"P1 #\n{WIDTH} {HEIGHT}\n{' '.join(text)}".encode(), gray
    yield "raw.pbm", f"P4\n{WIDTH} {HEIGHT}\n".encode() + b"".join(packed(row, 1) for row in bits), gray


# JPEG


def jpegs():
    image = Image.frombytes("RGB", (WIDTH, HEIGHT), b"".join(bytes(p) for row in samples(3, 255) for p in row))
    image = image.resize((3 * WIDTH, 3 * HEIGHT), Image.BICUBIC)
    for mode in "L", "RGB", "CMYK":
        for progressive in (False, True):
            for subsampling in (0, 1, 2) if mode == "RGB" else (0,):
                buffer = io.BytesIO()
                options = {} if mode == "L" else {"subsampling": subsampling}
                image.convert(mode).save(buffer, "JPEG", quality=85, progressive=progressive, **options)
                read = Image.open(io.BytesIO(buffer.getvalue()))
                if mode == "RGB":
                    read.draft("L", read.size)  # the stored luminance, as libjpeg gives it
                name = f"{mode}-{subsampling}{'-progressive' if progressive else ''}.jpg"
                yield name, buffer.getvalue(), read.convert("L").tobytes()


# Orientation


def exif(orientation, order=">", kind=3):
    value = struct.pack(order + ("H2x" if kind == 3 else "I"), orientation)
    head = (b"MM" if order == ">" else b"II") + struct.pack(order + "HI", 42, 8)
    return head + struct.pack(order + "HHHI", 1, 274, kind, 1) + value + bytes(4)


def orientations():
    def profile(keyword, block):
        block = b"Exif\0\0" + block
        lines = "\n".join(block.hex()[i : i + 72] for i in range(0, 2 * len(block), 72))
        return keyword + b"\0", f"\nexif\n{len(block):8}\n{lines}\n".encode()

    def text(keyword, value):
        return chunk(b"tEXt", keyword + value)

    def packed_text(keyword, value):
        return chunk(b"zTXt", keyword + b"\0" + zlib.compress(value))

    keyword, value = profile(b"Raw profile type exif", exif(6))
    placed = {
        "exif": (chunk(b"eXIf", exif(6)), b""),
        "exif-behind": (b"", chunk(b"eXIf", exif(8))),
        "exif-little-endian": (chunk(b"eXIf", exif(5, "<")), b""),
        "exif-long": (chunk(b"eXIf", exif(3, ">", 4)), b""),
        "exif-twice": (chunk(b"eXIf", exif(3)) + chunk(b"eXIf", exif(6)), b""),
        "exif-without": (chunk(b"eXIf", exif(9)), b""),
        "text": (text(keyword, value), b""),
        "text-behind": (b"", text(keyword, value)),
        "text-packed": (packed_text(keyword, value), b""),
        "text-international": (chunk(b"iTXt", keyword + b"\0\0en\0word\0" + value), b""),
        "text-international-packed": (chunk(b"iTXt", keyword + b"\1\0\0\0" + zlib.compress(value)), b""),
        "text-and-exif": (text(keyword, value), chunk(b"eXIf", exif(3))),
        "text-app1": (text(*profile(b"Raw profile type APP1", exif(6))), b""),
        "text-of-another-name": (text(*profile(b"Raw profile type exifs", exif(6))), b""),
    }
    pixels = samples(1, 255)
    pictures = {f"{name}.png": png(pixels, 0, 8, False, *parts) for name, parts in placed.items()}
    buffer = io.BytesIO()
    Image.frombytes("L", (WIDTH, HEIGHT), bytes(v for row in pixels for v, in row)).save(buffer, "JPEG")
    jpeg = buffer.getvalue()
    for name, block in ("little-endian", exif(6, "<")), ("long", exif(8, "<", 4)), ("outside", exif(11)):
        block = b"Exif\0\0" + block
        pictures[f"{name}.jpg"] = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
    for name, data in pictures.items():
        yield f"orientation-{name}", data, composed(ImageOps.exif_transpose(Image.open(io.BytesIO(data))))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind in pngs, bmps, pnms, jpegs, orientations:
        for name, data, gray in kind():
            (folder / name).write_bytes(data)
            (folder / f"{name}.gray").write_bytes(by_pillow(data) if gray is None else gray)


if __name__ == "__main__":
    main()
