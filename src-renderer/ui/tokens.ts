/**
 * The colours of the desk: one palette for daylight (glare in a school hall), one for dark rooms. Every state is told by
 * shape and word first; these colours come third. Contrast of every pair is asserted in tests/ui.
 */
export type TonePair = { readonly text: string; readonly fill: string };

export const tones = ['done', 'waiting', 'underWay', 'returned', 'setAside', 'refused'] as const;
export type Tone = (typeof tones)[number];

export type Palette = {
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly second: string;
  readonly hint: string;
  readonly controlBorder: string;
  readonly primaryFill: string;
  readonly primaryHover: string;
  readonly onPrimary: string;
  readonly link: string;
  readonly focus: string;
  readonly selected: string;
  readonly tone: Readonly<Record<Tone, TonePair>>;
};

export const light: Palette = {
  page: '#F3F5F7',
  card: '#FFFFFF',
  line: '#D5DBE1',
  text: '#1B1F24',
  second: '#47515B',
  hint: '#5C6772',
  controlBorder: '#75818C',
  primaryFill: '#0B57B7',
  primaryHover: '#09499A',
  onPrimary: '#FFFFFF',
  link: '#0B57B7',
  focus: '#0B57B7',
  selected: '#E8F0FC',
  tone: {
    done: { text: '#1B6E3C', fill: '#E6F4EA' },
    waiting: { text: '#47515B', fill: '#EBEFF2' },
    underWay: { text: '#0B57B7', fill: '#E8F0FC' },
    returned: { text: '#8A5300', fill: '#FFF3DC' },
    setAside: { text: '#6A3FA0', fill: '#F1EAFA' },
    refused: { text: '#B3261E', fill: '#FCE8E6' },
  },
};

export const dark: Palette = {
  page: '#14181C',
  card: '#1D2329',
  line: '#343D46',
  text: '#E8ECEF',
  second: '#B4BEC7',
  hint: '#98A4AF',
  controlBorder: '#7C8894',
  primaryFill: '#2A67C9',
  primaryHover: '#2459B0',
  onPrimary: '#FFFFFF',
  link: '#8AB8FF',
  focus: '#8AB8FF',
  selected: '#1A2F4C',
  tone: {
    done: { text: '#7FD39B', fill: '#173325' },
    waiting: { text: '#B4BEC7', fill: '#2A323A' },
    underWay: { text: '#8AB8FF', fill: '#1A2F4C' },
    returned: { text: '#F2C063', fill: '#3A2C10' },
    setAside: { text: '#CBB0F2', fill: '#32264A' },
    refused: { text: '#FF9D94', fill: '#44201D' },
  },
};

/** Behind the live picture in both looks, so that the eye judges skin alike. */
const pictureStage = '#101418';

export type ColourPair = {
  readonly name: string;
  readonly foreground: string;
  readonly background: string;
  /** WCAG 2.1 ratio that must be reached: text 4.5, controls and focus 3 */
  readonly least: 3 | 4.5;
};

/** Every pair of colours that meets on a screen. A new pair belongs into this list, or the contrast test misses it. */
export function colourPairs(palette: Palette): readonly ColourPair[] {
  const on = (name: string, foreground: string, background: string, least: 3 | 4.5 = 4.5): ColourPair => ({
    name,
    foreground,
    background,
    least,
  });
  return [
    on('text on card', palette.text, palette.card),
    on('text on page', palette.text, palette.page),
    on('text on selected row', palette.text, palette.selected),
    on('second on card', palette.second, palette.card),
    on('second on page', palette.second, palette.page),
    on('second on selected row', palette.second, palette.selected),
    on('hint on card', palette.hint, palette.card),
    on('hint on page', palette.hint, palette.page),
    on('link on card', palette.link, palette.card),
    on('link on page', palette.link, palette.page),
    on('link on selected row', palette.link, palette.selected),
    on('white on primary', palette.onPrimary, palette.primaryFill),
    on('white on primary hover', palette.onPrimary, palette.primaryHover),
    on('control border on card', palette.controlBorder, palette.card, 3),
    on('control border on page', palette.controlBorder, palette.page, 3),
    on('focus on card', palette.focus, palette.card, 3),
    on('focus on page', palette.focus, palette.page, 3),
    ...tones.flatMap((tone) => [
      on(`${tone} on its fill`, palette.tone[tone].text, palette.tone[tone].fill),
      on(`${tone} on card`, palette.tone[tone].text, palette.card),
      on(`text on ${tone} fill`, palette.text, palette.tone[tone].fill),
    ]),
  ];
}

/** WCAG 2.1 contrast ratio of two #RRGGBB colours, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [bright, dim] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** The palette as CSS custom properties, e.g. `--text`, `--done-fill`: the style sheets use no colour of their own. */
export function cssVariables(palette: Palette): Readonly<Record<string, string>> {
  const { tone, ...plain } = palette;
  const entries = Object.entries(plain).map(([name, value]) => [`--${dashed(name)}`, value]);
  const toned = tones.flatMap((name) => [
    [`--${dashed(name)}-text`, tone[name].text],
    [`--${dashed(name)}-fill`, tone[name].fill],
  ]);
  return Object.fromEntries([...entries, ...toned, ['--picture-stage', pictureStage]]);
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
