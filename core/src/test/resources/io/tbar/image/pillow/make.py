"""Makes the pictures beside this file and pillow.txt: name, width, height, SHA-256 of the RGB bytes
that Pillow reads, or "refused". Needs Pillow and numpy; pillow.txt names the versions."""
import hashlib
import io
import os
import struct

import numpy as np
import PIL
from PIL import Image, features

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = {}


def rgb(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 9 % 256, y * 7 % 256, x * y // 5 % 256], -1).astype("uint8")


def soft(width, height):
    """Like a photograph: no colour changes from one value to the next."""
    y, x = np.mgrid[0:height, 0:width] / 15
    a = [128 + 90 * np.sin(x + y / 2), 128 + 90 * np.cos(y - x / 3), 128 + 60 * np.sin(x * y / 4)]
    return Image.fromarray(np.stack(a, -1).round().astype("uint8"))


def cmyk(width, height):
    a = rgb(width, height)
    return np.concatenate([a, (255 - a[..., :1] // 2)], -1)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def put(name, data):
    MADE[name] = data


def jpegs():
    a = Image.fromarray(rgb(45, 37))
    for name, sampling in (("444", 0), ("422", 1), ("420", 2)):
        for progressive in (False, True):
            put(
                f"{'progressive' if progressive else 'plain'}-{name}.jpg",
                saved(a, "JPEG", quality=90, subsampling=sampling, progressive=progressive),
            )
    put("grey.jpg", saved(a.convert("L"), "JPEG", quality=80))
    for progressive in (False, True):
        b = saved(Image.fromarray(rgb(48, 48)), "JPEG", quality=90, subsampling=1, progressive=progressive)
        k = b.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 11
        put(f"440{'-progressive' if progressive else ''}.jpg", b[:k] + b"\x12" + b[k + 1 :])
    b = saved(Image.fromarray(rgb(48, 48)), "JPEG", quality=90, subsampling=1, restart_marker_blocks=3)
    k = b.index(b"\xff\xc0") + 11
    put("440-restart.jpg", b[:k] + b"\x12" + b[k + 1 :])
    b = saved(Image.fromarray(cmyk(45, 37), "CMYK"), "JPEG", quality=92)
    q = b.index(b"Adobe") + 11
    for name, transform in (("cmyk", 0), ("ycck", 2), ("ycck-by-1", 1)):
        put(name + ".jpg", b[:q] + bytes([transform]) + b[q + 1 :])
    q -= 18
    put("cmyk-no-adobe.jpg", b[: b.index(b"\xff\xee")] + b[b.index(b"\xff\xee") + 16 :])
    b = saved(a, "JPEG", quality=90)
    put("no-end-trailer.jpg", b[:-2] + b"MORE" + bytes(range(256)))
    put("trailer.jpg", b + b"MORE" + bytes(range(256)))
    put("no-end.jpg", b[:-2])
    put("cut.jpg", b[: len(b) * 2 // 3])
    b = saved(a, "JPEG", quality=90, progressive=True)
    put("progressive-no-end-trailer.jpg", b[:-2] + b"MORE" + bytes(range(256)))
    j = b.rindex(b"\xff\xda")
    put("progressive-scans.jpg", b[:-2] + b[j:-2] * 150 + b[-2:])


def gif(width, height, frame, data, flags=0x81, palette=bytes(range(10, 130, 10)), control=b""):
    x, y, w, h = frame
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", width, height, flags, 2, 0)
        + palette
        + control
        + b","
        + struct.pack("<HHHHB", x, y, w, h, 0)
        + data
        + b";"
    )


def codes(*values):
    bits = sum(v << 3 * i for i, v in enumerate(values))
    data = bits.to_bytes((3 * len(values) + 7) // 8, "little")
    return bytes([2, len(data)]) + data + b"\0"


def gifs():
    full = codes(4, 1, 4, 2, 4, 3, 4, 1, 5)
    put("offset.gif", gif(3, 2, (1, 0, 2, 2), full))
    put("over.gif", gif(2, 2, (1, 1, 2, 2), full))
    put("transparent.gif", gif(3, 3, (1, 1, 2, 2), full, control=b"!\xf9\x04\x01\0\0\x03\0"))
    put("ramp.gif", gif(3, 2, (1, 0, 2, 2), full, palette=bytes(i // 3 for i in range(12))))
    put("no-palette.gif", gif(2, 2, (0, 0, 2, 2), full, flags=0, palette=b""))
    put("no-size.gif", gif(0, 0, (0, 0, 2, 2), full))
    put("early.gif", gif(2, 2, (0, 0, 2, 2), codes(4, 1, 4, 2, 5)))
    a = Image.fromarray(rgb(45, 37)).quantize(200)
    put("quantized.gif", saved(a, "GIF"))
    put("interlaced.gif", saved(a, "GIF", interlace=1))
    put("grey.gif", saved(Image.fromarray(rgb(45, 37)).convert("L"), "GIF"))
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (80, 90), "uint8"), "L")
    put("noise.gif", saved(noise, "GIF"))
    put("film.gif", saved(a, "GIF", save_all=True, append_images=[a.rotate(90)], duration=9))


def webps():
    for width, height in ((64, 48), (63, 47)):
        put(f"lossy-{width}x{height}.webp", saved(soft(width, height), "WEBP", quality=80))
    put("lossy-low.webp", saved(soft(64, 48), "WEBP", quality=5))
    a = Image.fromarray(rgb(45, 37))
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 50, 3), "uint8"))
    put("lossless.webp", saved(a, "WEBP", lossless=True))
    put("lossless-noise.webp", saved(noise, "WEBP", lossless=True))
    put("lossless-few.webp", saved(a.quantize(7).convert("RGB"), "WEBP", lossless=True))
    alpha = Image.fromarray(cmyk(45, 37), "RGBA")
    soft_alpha = soft(64, 48)
    soft_alpha.putalpha(Image.fromarray(rgb(64, 48)).getchannel(0))
    put("lossy-alpha.webp", saved(soft_alpha, "WEBP", quality=80, exact=True))
    put("alpha-lossless.webp", saved(alpha, "WEBP", lossless=True, exact=True))
    b = saved(a, "WEBP", save_all=True, append_images=[a.rotate(180)], duration=9, lossless=True)
    put("film.webp", b)
    put("cut.webp", saved(a, "WEBP", quality=80)[:-200])


def bmp(width, height, bits, rows, compression=0, palette=b"", masks=b"", size=40):
    data = b"".join(rows)
    offset = 14 + size + len(palette) + (len(masks) if size == 40 else 0)
    head = struct.pack(
        "<IiiHHIIiiII", size, width, height, 1, bits, compression, len(data), 0, 0, len(palette) // 4, 0
    )
    head += masks if size == 40 else masks.ljust(size - 40, b"\0")
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + head + palette + data


def bmps():
    a = Image.fromarray(rgb(45, 37))
    put("rgb.bmp", saved(a, "BMP"))
    put("palette.bmp", saved(a.quantize(200), "BMP"))
    put("grey.bmp", saved(a.convert("L"), "BMP"))
    put("bilevel.bmp", saved(a.convert("1"), "BMP"))
    put("alpha.bmp", saved(Image.fromarray(cmyk(5, 3), "RGBA"), "BMP"))
    row = [bytes(range(k, k + 12)) for k in (0, 40, 90)]
    put("down.bmp", bmp(4, -3, 24, row))
    put("no-alpha.bmp", bmp(3, 3, 32, row))
    put("555.bmp", bmp(6, 3, 16, row))
    masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    put("565.bmp", bmp(6, 3, 16, row, 3, masks=masks))
    put("masks-rgba.bmp", bmp(3, 3, 32, row, 3, masks=struct.pack("<III", 0xFF, 0xFF00, 0xFF0000)))
    colours = b"".join(bytes([i * 15, 255 - i * 9, i * 3, 0]) for i in range(16))
    put("four.bmp", bmp(7, 2, 4, [b"\x01\x23\x45\x60", b"\xfe\xdc\xba\x90"], palette=colours))
    run = [b"\x03\x05\x02\x07\0\0", b"\0\x03\x01\x02\x03\0\x02\x04\0\x01"]
    put("rle8.bmp", bmp(5, 2, 8, run, 1, palette=colours))
    put("rle4.bmp", bmp(5, 2, 4, [b"\x05\x12\0\0", b"\x03\x45\x02\x60\0\x01"], 2, palette=colours))
    put("rle8-skips.bmp", bmp(5, 3, 8, [b"\x02\x05\0\x02\x01\x01\x02\x07\0\x01"], 1, palette=colours))
    old = struct.pack("<IHHHH", 12, 4, 3, 1, 24)
    put("os2.bmp", b"BM" + struct.pack("<IHHI", 26 + 36, 0, 0, 26) + old + b"".join(row))


def pngs():
    a = Image.fromarray(rgb(45, 37))
    put("rgb.png", saved(a, "PNG"))
    put("palette.png", saved(a.quantize(11), "PNG"))
    put("palette-alpha.png", saved(a.quantize(11), "PNG", transparency=3))
    put("bilevel.png", saved(a.convert("1"), "PNG"))
    put("grey-alpha.png", saved(Image.merge("LA", [a.convert("L"), a.getchannel(0)]), "PNG"))
    put("rgba.png", saved(Image.fromarray(cmyk(45, 37), "RGBA"), "PNG"))
    put("grey-key.png", saved(a.convert("L"), "PNG", transparency=9))
    put("rgb-key.png", saved(a, "PNG", transparency=(9, 7, 0)))
    put("four.png", saved(a.quantize(5), "PNG", bits=4))
    put("film.png", saved(a, "PNG", save_all=True, append_images=[a.rotate(180)]))


def main():
    for part in (jpegs, gifs, webps, bmps, pngs):
        part()
    lines = [
        f"# Pillow {PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')},"
        f" libwebp {features.version('webp')}"
    ]
    for name in sorted(MADE):
        with open(os.path.join(HERE, name), "wb") as file:
            file.write(MADE[name])
        try:
            image = Image.open(io.BytesIO(MADE[name])).convert("RGB")
            digest = hashlib.sha256(image.tobytes()).hexdigest()
            lines.append(f"{name} {image.width} {image.height} {digest}")
            if name.startswith("lossy"):
                with open(os.path.join(HERE, name + ".png"), "wb") as file:
                    file.write(saved(image, "PNG"))
        except (OSError, SyntaxError, ValueError) as fault:
            print(name, fault)
            lines.append(f"{name} refused")
    with open(os.path.join(HERE, "pillow.txt"), "w") as file:
        file.write("\n".join(lines) + "\n")


main()
