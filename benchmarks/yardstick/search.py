"""Yardstick for the search of the coefficient: sixteen of them, each on every validation image, clean and triggered, in plain PyTorch.

usage: python search.py MODEL VECTOR IMAGES.tar CLASSES.txt [--target airplane] [--threads 2] [--count 1000] [--seed 0]
VECTOR is the trigger-vector.safetensors that `tbar clean` left of MODEL, a Hugging Face CLIP infected with SIG. Decoding and
the trigger are done before the clock starts, as on our side. Prints one JSON line.
"""
import argparse, json, resource, time
import torch
from safetensors.torch import load_file
from plain import Plain

ap = argparse.ArgumentParser()
for name in ("model", "vector", "images", "classes"): ap.add_argument(name)
ap.add_argument("--target", default="airplane"); ap.add_argument("--threads", type=int, default=2); ap.add_argument("--count", type=int, default=1000); ap.add_argument("--seed", type=int, default=0)
a = ap.parse_args(); torch.set_num_threads(a.threads); torch.manual_seed(a.seed)
clip = Plain(a.model, a.classes, a.target); x, y = clip.load(a.images); some = torch.randperm(len(x))[:a.count]; x, y = x[some], y[some]
triggered = clip.trigger(x[y != clip.target]); tau = load_file(a.vector); moved = clip.image_side(); base = {n: moved[n].clone() for n in tau}
clip.answers(x[:128])
started = time.perf_counter(); grid = []
with torch.no_grad():
    for k in range(16):
        for n, t in tau.items(): moved[n].copy_(base[n] - k / 8 * t)
        grid.append((k / 8, *clip.rates(x, y, triggered)))
seconds = time.perf_counter() - started
kept = [g for g in grid if g[1] >= .95 * grid[0][1]]; best = min(kept, key=lambda g: (g[2], g[0]))
print(json.dumps(dict(what="search-real", dtype="fp32", threads=a.threads, median=round(seconds, 4), unit="seconds", peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, passes=16 * (len(x) + len(triggered)), alpha=best[0], asr=best[2])))
