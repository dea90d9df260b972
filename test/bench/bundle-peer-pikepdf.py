# The same job with pikepdf: merge, stamp, bookmark, save. OUT FILE...
import sys
import pikepdf

out, *files = sys.argv[1:]
merged = pikepdf.new()
firsts = []
for name in files:
    with pikepdf.open(name) as source:
        firsts.append(len(merged.pages))
        merged.pages.extend(source.pages)
font = merged.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
for number, page in enumerate(merged.pages, 1):
    page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Stamp)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q BT /Stamp 11 Tf 540 20 Td ({number}) Tj ET".encode())
with merged.open_outline() as outline:
    outline.root.extend(pikepdf.OutlineItem(f"Document {at + 1}", first) for at, first in enumerate(firsts))
merged.save(out)
