"""What the yardsticks of this folder share: a Hugging Face CLIP, its zero-shot head, images and SIG's trigger, in plain PyTorch."""
import io, math, tarfile
import torch, torch.nn.functional as F
from PIL import Image
from transformers import CLIPImageProcessorPil, CLIPModel, CLIPTokenizer


class Plain:
    """A CLIP folder and the classes it is asked about. Triggered images carry SIG (amplitude 60/255, 6 periods)."""

    def __init__(self, folder, classes, target):
        names = [n for n in open(classes).read().split("\n") if n]; self.target = names.index(target)
        self.model = CLIPModel.from_pretrained(folder, dtype=torch.float32).eval(); self.processor = CLIPImageProcessorPil.from_pretrained(folder); tokenizer = CLIPTokenizer.from_pretrained(folder)
        size = self.model.config.vision_config.image_size; self.mean = torch.tensor(self.processor.image_mean).view(3, 1, 1); self.std = torch.tensor(self.processor.image_std).view(3, 1, 1)
        self.wave = 60 / 255 * torch.sin(2 * math.pi * torch.arange(size) * 6 / size)
        quality = ["", "blurry ", "black and white ", "low contrast ", "high contrast ", "bad ", "good "]
        templates = [f"a {q}photo of {d} {{}}." for q in quality for d in ("a", "the")] + [f"a photo of {d} {z} {{}}." for d in ("a", "the") for z in ("small", "big")]
        with torch.no_grad():
            rows = []
            for n in names:
                t = tokenizer([x.format(n) for x in templates], padding=True, return_tensors="pt"); e = F.normalize(self.model.text_projection(self.model.text_model(**t).pooler_output), dim=-1); rows.append(F.normalize(e.mean(0), dim=-1))
            self.head = self.model.logit_scale.exp() * torch.stack(rows)
        for p in self.model.parameters(): p.requires_grad_(False)

    def image_side(self):
        return {n: p for n, p in self.model.named_parameters() if n.startswith(("vision_model.", "visual_projection."))}

    def load(self, path):
        images, labels = {}, {}
        with tarfile.open(path) as tar:
            for member in tar:
                key, _, ext = member.name.partition(".")
                data = tar.extractfile(member).read()
                if ext == "cls": labels[key] = int(data)
                else: images[key] = torch.as_tensor(self.processor(Image.open(io.BytesIO(data)).convert("RGB"), do_normalize=False, return_tensors="np")["pixel_values"][0])
        keys = sorted(images)
        return torch.stack([images[k] for k in keys]), torch.tensor([labels[k] for k in keys])

    def trigger(self, x): return ((x + self.wave).clamp(0, 1) * 255 + .5).floor() / 255

    def logits(self, x): return F.normalize(self.model.visual_projection(self.model.vision_model((x - self.mean) / self.std).pooler_output), dim=-1) @ self.head.T

    def answers(self, x):
        with torch.no_grad(): return torch.cat([self.logits(c).argmax(-1) for c in x.split(128)])

    def rates(self, x, y, triggered):
        """Clean accuracy on x, and the attack success rate on the triggered images of another class than the target."""
        return (self.answers(x) == y).float().mean().item(), (self.answers(triggered) == self.target).float().mean().item()
