"""Valid pictures in every supported format, for mutations.py to damage. Uses only the standard library."""
import base64
import pathlib
import re
import struct
import zlib

STORED = pathlib.Path(__file__).parent.parent / "VisionTests" / "Pictures.swift"


def stored():
    """The small pictures of the unit tests, by name: JPEG, PNG, WebP, TIFF and BMP of several kinds."""
    found = re.findall(r'"(\w+)": """\n(.*?)"""', STORED.read_text(), re.DOTALL)
    return {name: base64.b64decode(re.sub(r"[\\\s]", "", text)) for name, text in found}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(side, depth=8, colour_type=0, channels=1, interlaced=0, before=b""):
    """The passes of an interlaced picture are cut from noise with as many bytes as they need."""
    passes = [(8, 8, 0, 0), (8, 8, 4, 0), (4, 8, 0, 4), (4, 4, 2, 0), (2, 4, 0, 2), (2, 2, 1, 0), (1, 2, 0, 1)]
    data = b""
    for step_x, step_y, x, y in passes if interlaced else [(1, 1, 0, 0)]:
        columns, rows = -(-(side - x) // step_x), -(-(side - y) // step_y)
        count = (columns * channels * depth + 7) // 8
        if columns > 0:
            data += b"".join(bytes([row % 5]) + bytes(i * row % 256 for i in range(count)) for row in range(rows))
    header = struct.pack(">IIBBBBB", side, side, depth, colour_type, 0, 0, interlaced)
    body = chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def with_right_sums(data):
    """A PNG with valid checksums, so that the code after their check is reached too."""
    data, at = bytearray(data), 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if length > len(data) - at - 12:
            break
        struct.pack_into(">I", data, at + 8 + length, zlib.crc32(data[at + 4 : at + 8 + length]))
        at += 12 + length
    return bytes(data)


def bmp(bits, data, compression=0, header=40, masks=b""):
    palette = bytes(i % 256 for i in range(4 << bits)) if bits <= 8 else b""
    head = struct.pack("<IiiHHIIiiII", header, 20, 12, 1, bits, compression, len(data), 0, 0, 0, 0)
    head += masks.ljust(header - 40, b"\0")
    offset = 14 + len(head) + len(palette)
    return struct.pack("<2sIHHI", b"BM", offset + len(data), 0, 0, offset) + head + palette + data


def pictures():
    exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    profile = b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 34\n" + exif.hex().encode())
    noise = bytes(i * i % 251 for i in range(20 * 12 * 4))
    # Two runs, five literal indices, a step, the end of the row, a run.
    runs = b"\5\1\3\7" + b"\0\5abcde\0" + b"\0\2\4\3" + b"\0\0" + b"\4\7"
    short_runs = runs.replace(b"abcde\0", b"abc\0")
    return list(stored().values()) + [
        png(40),
        png(23, 16, 6, 4, 1, chunk(b"eXIf", exif)),
        png(23, 4, 3, 1, 1, chunk(b"PLTE", noise[:48]) + chunk(b"tRNS", noise[:9])),
        png(30, 16, 2, 3, 0, chunk(b"tRNS", b"\0\1\0\2\0\3") + chunk(b"zTXt", profile)),
        png(30, 1, 0, 1, 0, chunk(b"gAMA", b"\0\1\x86\xa0") + chunk(b"iCCP", b"n\0\0" + zlib.compress(noise))),
        bmp(1, noise[: 4 * 12]),
        bmp(4, short_runs * 3 + b"\0\1", 2),
        bmp(8, runs * 3 + b"\0\1", 1),
        bmp(16, noise[: 40 * 12], 3, 56, struct.pack("<IIII", 0xF800, 0x7E0, 0x1F, 0)),
        bmp(24, noise[: 60 * 12]),
        bmp(32, noise, 3, 124, struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)),
        b"P1\n20 12\n" + b"10" * 120,
        b"P2 20 12 # c\n1000\n" + b"".join(b"%d " % (i * 4) for i in range(240)),
        b"P3\n20 12\n255\n" + b"".join(b"%d\n" % (i % 256) for i in range(720)),
        b"P4\n20 12\n" + noise[:36],
        b"P5 60 50 255\n" + bytes(range(250)) * 12,
        b"P6\n20\t12 65535 " + noise * 2,
    ]
