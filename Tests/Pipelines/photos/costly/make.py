"""make.py JPEG: makes a folder `costly` of pictures that would cost a decoder much."""
import pathlib
import struct
import sys
import zlib

folder = pathlib.Path("costly")
folder.mkdir()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth=8, colour_type=0, channels=1, extra=b""):
    row = b"\0" * (1 + width * channels * depth // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


zeros = zlib.compress(b"\0" * 100_000_000, 9)
hexadecimal = zlib.compress(b"\nexif\n 9\n" + b"00" * 50_000_000, 9)
files = {
    "text.png": png(64, 64, extra=b"".join(chunk(b"zTXt", b"k%d\0\0" % i + zeros) for i in range(60))),
    "profile.png": png(64, 64, extra=chunk(b"iCCP", b"profile\0\0" + zeros) * 20),
    "exif.png": png(64, 64, extra=chunk(b"zTXt", b"Raw profile type exif\0\0" + hexadecimal) * 60),
    "large-text.png": png(64, 64, extra=chunk(b"tEXt", b"k\0" + b"x" * 20_000_000)),
    "empty.png": png(16000, 4500, 16, 6, 4),
}
jpeg = pathlib.Path(sys.argv[1]).read_bytes()
# The first directory's entries all point to itself.
block = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 4000) + struct.pack(">HHII", 0x8769, 4, 1, 8) * 4000 + bytes(4)
files["circle.jpg"] = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
frame = jpeg.index(b"\xff\xc0")
files["promise.jpg"] = jpeg[: frame + 5] + struct.pack(">HH", 4000, 65500) + jpeg[frame + 9 :]
files["long.pgm"] = b"P5 200000000 1 255\n"
files["digits.pgm"] = b"P2 " + b"9" * 50_000_000
for name, data in files.items():
    (folder / name).write_bytes(data)
