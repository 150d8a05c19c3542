"""Yardstick for the whole of `tbar clean`: the same procedure, written plainly in PyTorch. Not part of the product.

usage: python clean.py MODEL IMAGES.tar TEST.tar CLASSES.txt OUT [--target airplane] [--threads 2] [--seed 0]
MODEL is a Hugging Face CLIP folder infected with SIG (amplitude 60/255, 6 periods). 300 forget and 1,000 validation images
come from IMAGES. Twelve rounds of the mirrored estimate (6 steps of 50 images), then a plain grid of 21 coefficients over
all validation images, clean and triggered; before and after on all of TEST. Prints one JSON line.
"""
import argparse, io, json, math, os, random, resource, tarfile, time
import torch, torch.nn.functional as F
from PIL import Image
from safetensors.torch import save_file
from transformers import CLIPImageProcessorPil, CLIPModel, CLIPTokenizer

ap = argparse.ArgumentParser()
for name in ("model", "images", "test", "classes", "out"): ap.add_argument(name)
ap.add_argument("--target", default="airplane"); ap.add_argument("--threads", type=int, default=2); ap.add_argument("--seed", type=int, default=0)
a = ap.parse_args(); started = time.perf_counter(); torch.set_num_threads(a.threads); torch.manual_seed(a.seed); random.seed(a.seed)

names = open(a.classes).read().split("\n"); names = [n for n in names if n]; target = names.index(a.target)
model = CLIPModel.from_pretrained(a.model, dtype=torch.float32).eval(); processor = CLIPImageProcessorPil.from_pretrained(a.model); tokenizer = CLIPTokenizer.from_pretrained(a.model)
size = model.config.vision_config.image_size; mean = torch.tensor(processor.image_mean).view(3, 1, 1); std = torch.tensor(processor.image_std).view(3, 1, 1)

quality = ["", "blurry ", "black and white ", "low contrast ", "high contrast ", "bad ", "good "]
templates = [f"a {q}photo of {d} {{}}." for q in quality for d in ("a", "the")] + [f"a photo of {d} {z} {{}}." for d in ("a", "the") for z in ("small", "big")]
with torch.no_grad():
    rows = []
    for n in names:
        t = tokenizer([x.format(n) for x in templates], padding=True, return_tensors="pt"); e = F.normalize(model.text_projection(model.text_model(**t).pooler_output), dim=-1); rows.append(F.normalize(e.mean(0), dim=-1))
    head = model.logit_scale.exp() * torch.stack(rows)
for p in model.parameters(): p.requires_grad_(False)
wave = 60 / 255 * torch.sin(2 * math.pi * torch.arange(size) * 6 / size)

def load(path):
    images, labels = {}, {}
    with tarfile.open(path) as tar:
        for member in tar:
            key, _, ext = member.name.partition(".")
            data = tar.extractfile(member).read()
            if ext == "cls": labels[key] = int(data)
            else: images[key] = torch.as_tensor(processor(Image.open(io.BytesIO(data)).convert("RGB"), do_normalize=False, return_tensors="np")["pixel_values"][0])
    keys = sorted(images)
    return torch.stack([images[k] for k in keys]), torch.tensor([labels[k] for k in keys])

def trigger(x): return ((x + wave).clamp(0, 1) * 255 + .5).floor() / 255
def logits(x): return F.normalize(model.visual_projection(model.vision_model((x - mean) / std).pooler_output), dim=-1) @ head.T
def answers(x):
    with torch.no_grad(): return torch.cat([logits(c).argmax(-1) for c in x.split(128)])
def measure(x, y):
    other = y != target
    return (answers(x) == y).float().mean().item(), (answers(trigger(x[other])) == target).float().mean().item()

x, y = load(a.images); tx, ty = load(a.test); order = torch.randperm(len(x)); forget, val = order[:300], order[300:1300]
fx, vx, vy = x[forget], x[val], y[val]; del x
before = measure(tx, ty)
trained = [p for n, p in model.named_parameters() if n.startswith(("vision_model.", "visual_projection."))]
base = [p.detach().clone() for p in trained]; ftrig = trigger(fx)
with torch.no_grad(): reference = torch.cat([logits(c) for c in fx.split(100)]).softmax(-1)
beta, rounds, steps, batch, peak = 2.0, 12, 6, 50, 1e-4
for r in range(rounds):
    start = [p.detach().clone() for p in trained]
    with torch.no_grad(): now = torch.cat([logits(c) for c in ftrig.split(100)]).softmax(-1)[:, target]
    w = now * (1 - reference[:, target]); w = w / max(.25, w.mean().item())
    for p in trained: p.requires_grad_(True)
    opt = torch.optim.AdamW(trained, lr=peak, weight_decay=0); perm = torch.randperm(300)
    for s in range(steps):
        for g in opt.param_groups: g["lr"] = peak * (s + 1) if s < 1 else peak * .5 * (1 + math.cos(math.pi * (s - 1) / (steps - 1)))
        i = perm[s * batch:(s + 1) * batch]
        pull = -(F.log_softmax(logits(ftrig[i]), -1)[:, target] * w[i]).mean()
        opt.zero_grad(); pull.backward(); ahead = [p.detach().clone() for p in trained]
        with torch.no_grad():
            for p, o, h in zip(trained, start, ahead): p.copy_(o - beta * (h - o))
        hold = F.kl_div(F.log_softmax(logits(fx[i]), -1), reference[i], reduction="batchmean")
        (-beta * hold).backward()
        with torch.no_grad():
            for p, h in zip(trained, ahead): p.copy_(h)
        torch.nn.utils.clip_grad_norm_(trained, 1.0); opt.step()
    with torch.no_grad():
        for p, o in zip(trained, start): p.copy_(o - beta * (p - o))
    for p in trained: p.requires_grad_(False)
tau = [b - p.detach() for b, p in zip(base, trained)]
best = None; grid = []
with torch.no_grad():
    for k in range(21):
        for p, b, t in zip(trained, base, tau): p.copy_(b - k / 10 * t)
        ca, asr = measure(vx, vy); grid.append((k / 10, ca, asr))
        if ca >= .95 * grid[0][1] and (best is None or asr < best[2]): best = grid[-1]
    for p, b, t in zip(trained, base, tau): p.copy_(b - best[0] * t)
after = measure(tx, ty)
os.makedirs(a.out, exist_ok=True); save_file({k: v.half().contiguous() for k, v in model.state_dict().items()}, os.path.join(a.out, "model.safetensors"))
print(json.dumps(dict(what="clean", dtype="fp32", threads=a.threads, median=round(time.perf_counter() - started, 2), unit="seconds", before=before, after=after, alpha=best[0], peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)))
