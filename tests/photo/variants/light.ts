import { type Colour, type Picture, randomFrom, repaint } from './picture.ts';

/** Exposure, in encoded values: 2 = everything twice as bright until it clips. */
export function expose(picture: Picture, gain: number): Picture {
  return repaint(picture, (red, green, blue) => [red * gain, green * gain, blue * gain]);
}

/** A veil: everything between two greys. */
export function veil(picture: Picture, from: number, to: number): Picture {
  const squeeze = (value: number): number => from + (value / 255) * (to - from);
  return repaint(picture, (red, green, blue) => [squeeze(red), squeeze(green), squeeze(blue)]);
}

/** Each channel by a gain: lamps of another colour. */
export function tint(picture: Picture, gains: Colour): Picture {
  return repaint(picture, (red, green, blue) => [red * gains[0], green * gains[1], blue * gains[2]]);
}

/** No colour at all. */
export function greyscale(picture: Picture): Picture {
  return repaint(picture, (red, green, blue) => {
    const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return [grey, grey, grey];
  });
}

/** Light from one side on a cut-out: full at one edge of the face, `least` of it at the other. */
export function lightFromSide(
  cutOut: Picture,
  middle: number,
  unit: number,
  side: 'left' | 'right',
  least: number,
): Picture {
  return repaint(cutOut, (red, green, blue, x) => {
    const across = (x - middle) / unit / (side === 'left' ? 1 : -1);
    const share = 1 / (1 + Math.exp(across * 4));
    const gain = least + (1 - least) * share;
    return [red * gain, green * gain, blue * gain];
  });
}

/** Out of focus: a Gaussian of `sigma` pixels. */
export function blur(picture: Picture, sigma: number): Picture {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  return smear(smear(picture, weights, 1, 0), weights, 0, 1);
}

/** Moved while the shutter was open: `length` pixels along a direction. */
export function motion(picture: Picture, length: number, right: number, down: number): Picture {
  return smear(
    picture,
    Array.from({ length }, () => 1),
    right,
    down,
  );
}

/** Grain: a normal distribution of this spread on every channel. */
export function grain(picture: Picture, spread: number, seed: number): Picture {
  const random = randomFrom(seed);
  const normal = (): number => spread * (random() + random() + random() + random() - 2) * Math.sqrt(3);
  return repaint(picture, (red, green, blue) => [red + normal(), green + normal(), blue + normal()]);
}

function smear(picture: Picture, weights: readonly number[], right: number, down: number): Picture {
  const { data, width, height } = picture;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const middle = (weights.length - 1) / 2;
  return repaint(picture, (_red, _green, _blue, x, y) => {
    let [red, green, blue] = [0, 0, 0];
    for (let tap = 0; tap < weights.length; tap++) {
      const fromX = Math.min(width - 1, Math.max(0, Math.round(x + (tap - middle) * right)));
      const fromY = Math.min(height - 1, Math.max(0, Math.round(y + (tap - middle) * down)));
      const at = (fromY * width + fromX) * 4;
      red += weights[tap]! * data[at]!;
      green += weights[tap]! * data[at + 1]!;
      blue += weights[tap]! * data[at + 2]!;
    }
    return [red / total, green / total, blue / total];
  });
}
