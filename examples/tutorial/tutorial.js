// SPDX-License-Identifier: Apache-2.0
// All that this page does with its frames: one follows the scrolling, one tells what is wrong with it. It comes before the script of the
// frames, so that it hears the first of what they say.

const line = document.querySelector("#line");
const where = document.querySelector("#where");
const paragraphs = [...document.querySelectorAll("[data-step]")];

/** The update that belongs to where the reader is: between two paragraphs as far along as the eye. */
function stepHere() {
  const eye = innerHeight * 0.6;
  const places = paragraphs.map((one) => ({
    top: one.getBoundingClientRect().top - eye,
    step: Number(one.dataset.step),
  }));
  const next = places.findIndex(({ top }) => top > 0);
  if (next === 0) return places[0].step;
  if (next === -1) return places.at(-1).step;
  const [before, after] = [places[next - 1], places[next]];
  const share = -before.top / (after.top - before.top);
  return Math.round(before.step + share * (after.step - before.step));
}

line.addEventListener(
  "ready",
  async () => {
    const stands = { step: 0, loss: null };
    const tell = () => {
      const { step, loss } = stands;
      where.textContent = where.dataset.words
        .replace("{step}", step)
        .replace("{loss}", loss === null ? "…" : loss.toFixed(2));
    };
    await line.observe("run.step", (step) => {
      stands.step = step;
      tell();
    });
    await line.observe("run.train_loss", (loss) => {
      stands.loss = loss;
      tell();
    });
    let shown = 0;
    const follow = () => {
      const step = stepHere();
      if (step === shown) return;
      shown = step;
      // Of several that wait the newest counts; an older one needs no answer.
      line.seek(step).catch(() => {});
    };
    addEventListener("scroll", follow, { passive: true });
    follow();
  },
  { once: true },
);

document.querySelector("#fails").addEventListener("error", ({ detail }) => {
  document.querySelector("#fault").textContent = `${detail.code}: ${detail.message} ${detail.cure}`;
});
