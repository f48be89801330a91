"""Valid TIFFs in the variants in which photos are stored, for mutations.py to damage. Uses only the standard library."""
import struct
import zlib


def tiff(order, tags, chunks):
    """One page; its strips or tiles begin at byte 8."""
    places = [8 + sum(map(len, chunks[:i])) for i in range(len(chunks))]
    lists = (324, 325) if 322 in tags else (273, 279)
    tags = {256: [40], 257: [32], **tags, lists[0]: places, lists[1]: list(map(len, chunks))}
    at = 8 + sum(map(len, chunks))
    later = at + 2 + 12 * len(tags) + 4
    entries, values = b"", b""
    for tag, numbers in sorted(tags.items()):
        value = struct.pack(f"{order}{len(numbers)}I", *numbers)
        if len(numbers) > 1:
            value, values = struct.pack(order + "I", later + len(values)), values + value
        entries += struct.pack(order + "HHI", tag, 4, len(numbers)) + value
    header = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, at)
    directory = struct.pack(order + "H", len(tags)) + entries + struct.pack(order + "I", 0)
    return header + b"".join(chunks) + directory + values


def tiffs(jpeg):
    gray = bytes(range(250)) * 20
    rows, colours = gray[:1280], gray[:3840]
    plain, rgb = {258: [8], 262: [1], 277: [1], 278: [8]}, {258: [8], 262: [2], 277: [3], 278: [32]}
    palette = {258: [4], 262: [3], 277: [1], 278: [32], 320: [i * 999 for i in range(48)]}
    packed = b"".join(b"\x27" + rows[i : i + 40] for i in range(0, 1280, 40))
    return [
        tiff("<", {**plain, 259: [1], 274: [6]}, [rows[i : i + 320] for i in range(0, 1280, 320)]),
        tiff(">", {**plain, 259: [8], 317: [2]}, [zlib.compress(rows[i : i + 320]) for i in range(0, 1280, 320)]),
        tiff("<", {**plain, 259: [32773], 278: [32]}, [packed]),
        tiff("<", {**rgb, 259: [8], 284: [2]}, [zlib.compress(rows)] * 3),
        tiff(">", {**rgb, 259: [8], 322: [16], 323: [16]}, [zlib.compress(colours[:768])] * 6),
        tiff("<", {**palette, 259: [1]}, [rows[:640]]),
        tiff("<", {**rgb, 256: [160], 257: [160], 259: [7], 262: [6], 278: [160]}, [jpeg]),
        tiff("<", {**rgb, 258: [16], 259: [1], 338: [2], 277: [4]}, [gray + gray + gray[:240]]),
    ]
