"""What a page contains: pictures of photos, links to them, and words of their metadata, in its text or in a picture."""
import base64
import re
import sys

page = open(sys.argv[1], "rb").read()
pictures = [base64.b64decode(data) for data in re.findall(rb"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", page)]
links = re.findall(rb"""(?:src|href)=["']?[^"' >]*drawn/""", page)
marks = sum(text.count(b"MARK") for text in [page, *pictures])
segments = {marker for picture in pictures for marker in re.findall(rb"\xff([\xe1-\xef\xfe])", picture[:200])}
print(f"{sys.argv[1]}: pictures: {bool(pictures)}, links: {bool(links)}, words of metadata: {marks + len(segments)}")
