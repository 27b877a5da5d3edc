import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from './main-job-keys.ts';

// axe itself, as @axe-core/playwright brings it: run in the page it takes half the time of its builder, which reads its
// whole source into the page for every run. Electron opens no second page, so there is one document and no frames.
const { source } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string;
};

/** Sizes of the page in px: laptop, the same at 125 %, desktop. */
const sizes = [
  { width: 1366, height: 768 },
  { width: 1093, height: 557 },
  { width: 1920, height: 1080 },
] as const;

/** Boxes that may scroll sideways: tables wider than the screen, and nothing else. */
const wideTables =
  '.grid-scroll, .ant-table-content, .ant-table-body, .ant-table-tbody-virtual-holder, .ant-table-header';

/**
 * Checks the screen as it stands: axe without a serious or critical finding, contrast in both looks, one h1, `lang`, a
 * focus that can be seen, and at every size nothing cut and no sideways scroll. `known`: made of the same parts as
 * another screen, so axe is spared. Answers what is wrong, in words. Leaves the other look than it found.
 */
export async function checkScreen(page: Page, { known = false } = {}): Promise<readonly string[]> {
  await settled(page);
  const findings = [...(await page.evaluate(focusFindings)), ...(await page.evaluate(orderFindings))];
  if (!known) findings.push(...(await axeFindings(page, {})));
  for (const size of sizes) {
    await page.setViewportSize(size);
    await settled(page);
    const cut = await page.evaluate(cutParts, wideTables);
    findings.push(...cut.map((part) => `${size.width}×${size.height} ${part}`));
  }
  await page.setViewportSize(sizes[0]);
  const look = known ? null : await changeLook(page);
  if (look) findings.push(...(await axeFindings(page, contrast)).map((finding) => `${look} ${finding}`));
  return findings;
}

const contrast: RunOptions = { runOnly: ['color-contrast'] };

/** Serious and critical findings of axe. */
async function axeFindings(page: Page, options: RunOptions): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const violations = await page.evaluate(async (chosen) => {
    const { axe } = globalThis as unknown as { axe: { run(o: object): Promise<AxeResults> } };
    const { violations } = await axe.run({ ...chosen, resultTypes: ['violations'] });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ target, any }) => `${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`),
    }));
  }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node}`));
}

/** The other look by the button of the rail, also beneath a dialog or a cover: its name; null where there is no rail. */
async function changeLook(page: Page): Promise<string | null> {
  const look = await page.evaluate(() => {
    const button = [...document.querySelectorAll<HTMLElement>('.rail button')].find((one) =>
      /^(深色|浅色)$/.test(one.textContent ?? ''),
    );
    const name = button?.textContent ?? null;
    button?.click();
    return name;
  });
  await settled(page);
  return look;
}

/**
 * Two frames and the end of everything that slides or fades: a new size and a new look are on the screen. Ant Design names
 * the stages of a motion by classes, frame by frame, and takes them away after the animation itself has ended.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  await expect(page.locator(stagesOfMotion)).toHaveCount(0);
}

const stagesOfMotion = ['appear', 'enter', 'leave']
  .flatMap((stage) => ['prepare', 'start', 'active'].map((step) => `[class*="ant-"][class*="-${stage}-${step}"]`))
  .join(', ');

/** One h1 outside of what is covered, and the language of the page. Runs in the page. */
function orderFindings(): readonly string[] {
  const headings = [...document.querySelectorAll('h1')].filter((one) => !one.closest('[inert]'));
  const found: string[] = [];
  if (headings.length !== 1) found.push(`h1：${headings.length} 个（${headings.map((one) => one.textContent)}）`);
  if (headings[0]?.textContent?.trim() === '') found.push('h1 是空的');
  if (!/^zh\b/.test(document.documentElement.lang)) found.push(`lang：${document.documentElement.lang}`);
  return found;
}

/**
 * The focus is somewhere, inside the window, not covered, and has a ring; a title that has it only so that reading goes
 * on from there needs none. Runs in the page.
 */
function focusFindings(): readonly string[] {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return ['焦点丢了'];
  const told = focused.outerHTML.slice(0, 100);
  if (focused.closest('[inert]')) return [`焦点在盖住的地方：${told}`];
  const box = focused.getBoundingClientRect();
  if (box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth) return [`焦点在窗外：${told}`];
  if (/^H[12]$/.test(focused.tagName) && focused.tabIndex === -1) return [];
  const [x, y] = [
    (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
  ];
  const top = document.elementFromPoint(x, y);
  const holder = focused.closest(
    '.ant-select, .ant-radio-button-wrapper, .ant-checkbox-wrapper, .ant-input-affix-wrapper',
  );
  if (top && !focused.contains(top) && !top.contains(focused) && !holder?.contains(top)) return [`焦点被盖住：${told}`];
  const hasRing = (element: Element | null) => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  };
  const near = [focused, holder, focused.parentElement, focused.nextElementSibling];
  return near.some((element) => hasRing(element ?? null)) ? [] : [`焦点看不见：${told}`];
}

/**
 * Every text that is cut: beyond a box that hides it, beyond the window, or only to be reached by scrolling sideways.
 * Boxes that scroll downwards hide nothing. Runs in the page.
 */
function cutParts(wide: string): readonly string[] {
  const found = new Set<string>();
  const root = document.scrollingElement ?? document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.add(`整页横向滚动：${root.scrollWidth} > ${root.clientWidth}`);
  for (const body of document.querySelectorAll('.page-body'))
    if (body.clientHeight < 120) found.add(`内容只剩 ${body.clientHeight} px 高`);

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const holder = text.parentElement;
    if (
      !holder ||
      !text.textContent?.trim() ||
      holder.closest('.only-spoken, [inert], [aria-hidden="true"], script, style')
    )
      continue;
    if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) if (rect.width > 0) look(rect, holder, text.textContent.trim());
  }
  return [...found];

  function look(rect: DOMRect, holder: Element, words: string): void {
    const short = `“${words.slice(0, 20)}”`;
    let across = true;
    let down = true;
    for (let box: Element | null = holder; box && box !== document.documentElement; box = box.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(box);
      if (display === 'inline' || display === 'contents') continue;
      const edge = box.getBoundingClientRect();
      if (across && overflowX !== 'visible' && (rect.right > edge.right + 1 || rect.left < edge.left - 1)) {
        if (!box.matches(wide)) found.add(`${short} 超出 ${name(box)}`);
        across = false;
      }
      if (down && overflowY !== 'visible') {
        if (overflowY === 'auto' || overflowY === 'scroll' || box.matches('.ant-table-tbody-virtual-holder'))
          down = false;
        else if (rect.bottom > edge.bottom + 3 || rect.top < edge.top - 3) {
          found.add(`${short} 被 ${name(box)} 切掉`);
          down = false;
        }
      }
      if (box.matches(wide)) across = false;
    }
    if (across && (rect.right > innerWidth + 1 || rect.left < -1)) found.add(`${short} 超出窗口左右`);
    if (down && (rect.bottom > innerHeight + 1 || rect.top < -1)) found.add(`${short} 超出窗口上下`);
  }

  function name(box: Element): string {
    return `${box.tagName.toLowerCase()}.${[...box.classList].join('.')}`;
  }
}
