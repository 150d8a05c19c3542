package io.tbar.train;

import io.tbar.torch.Script;

/** The list operations behind {@link AdamW}, compiled on first use and kept. */
final class FusedSteps {
  private static final Script SCRIPT =
      new Script(
          """
          def norm(g: List[Tensor]) -> Tensor:
              return torch.norm(torch.stack(torch._foreach_norm(g, 2.0)))

          def step(p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                   n: List[Tensor], lr: float, beta1: float, beta2: float, decay: float,
                   eps: float, scale: float):
              none: List[Tensor] = []
              divisor: Optional[Tensor] = None
              if scale != 1.0:
                  divisor = torch.full([], scale, device=g[0].device)
              torch._foreach_add_(n, 1.0)
              torch._fused_adamw_(p, g, m, v, none, n, lr=lr, beta1=beta1, beta2=beta2,
                                  weight_decay=decay, eps=eps, amsgrad=False, maximize=False,
                                  grad_scale=divisor)
          """);

  private FusedSteps() {}

  static Script script() {
    return SCRIPT;
  }
}
