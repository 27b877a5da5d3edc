// npm test: everything a change has to pass, in the order in which it is quickest to fail. Stops at the first failure.
// Its last line is `N passed, N failed`, summed from the reports of the unit and the end-to-end tests.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDesk, toolEnvironment } from './build.mjs';
import { projectRoot, say } from './cache.mjs';
import { provideAddon } from './native.mjs';
import { findElectron } from './runtime.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const sides = ['shared', 'main', 'renderer', 'server', 'tests'];
const reports = join(projectRoot, 'test-results');
const unitReport = join(reports, 'vitest.json');
const actTrace = join(reports, 'acts');
const unitWords = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`];

const place = placeInMemory();
const counties = mkdtempSync(join(place ?? tmpdir(), 'kaoji-demo-county-'));
// given up by Ctrl-C or by the machine that runs it: memory is not left full
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    clearMemory();
    process.exit(1);
  });

const types = () => allOf(sides.map((side) => () => tool('tsc', ['--pretty', 'false', '-p', `tsconfig.${side}.json`])));
const writing = () =>
  allOf([
    () => tool('npm', ['ci', '--dry-run', '--no-audit', '--no-fund']),
    () => tool('biome', ['check', '--error-on-warnings', '.']),
  ]);

async function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(actTrace, { recursive: true });
  await provideSystemPackages(['window', 'virtualScreen', 'driverBuild', 'stillCamera', 'regionDatabase']);
  const runtime = inBackground(prepareRuntime); // most of a minute on a new machine: beside the checks
  const total = { passed: 0, failed: 0 };
  const steps = [
    ['锁文件、写法、类型', () => besideEachOther([writing, types])],
    ['单元测试', () => counted(() => tool('vitest', unitWords, { KAOJI_ACT_TRACE: actTrace }), unitCounts, total)],
    ['每个动作都试过', () => tool('node', ['scripts/act-tests.ts', actTrace])],
    ['运行环境', () => runtime],
    ['构建', () => buildDesk({ always: true })],
    ['整机测试', () => besideEachOther([() => flows('screens'), () => flows('cases')])],
    ['整机测试（摄像头、要赶时间的）', () => flows('timed')],
  ];
  function flows(lane) {
    const words = ['-a', '-s', '-screen 0 1920x1080x24', 'playwright', 'test', `--project=${lane}`];
    // two that run at once make a demo county each; the one alone afterwards goes on with a copy of theirs
    const county = join(counties, lane === 'screens' ? 'screens' : 'cases');
    mkdirSync(county, { recursive: true });
    const run = () => tool('xvfb-run', words, { KAOJI_E2E_LANE: lane, KAOJI_E2E_DEMO: county });
    return counted(run, () => flowCounts(lane), total);
  }
  let broken = false;
  for (const [title, step] of steps) {
    const begun = Date.now();
    try {
      const remark = await step();
      report(`✓ ${title}`, begun, remark);
    } catch (cause) {
      report(`✗ ${title}`, begun, '');
      say(cause.message);
      broken = true;
      break;
    }
  }
  if (broken && total.failed === 0) total.failed = 1; // a check outside the two test runners counts as one
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return broken ? 1 : 0;
}

/**
 * Folder in memory for the desks that tests make, or null where the machine has less than 4 GiB to spare there. Thousands
 * of them are made, each write waits for the disk (synchronous=FULL), and a disk that is slow is not what is tested.
 */
function placeInMemory() {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize < 4 * 1024 ** 3 ? null : mkdtempSync(join(memory, 'kaoji-tests-'));
  } catch {
    return null; // not Linux, or not ours to write to
  }
}

function clearMemory() {
  for (const folder of [counties, place]) if (folder) rmSync(folder, { recursive: true, force: true });
}

/** The receiver's programs are started hundreds of times: what Node makes of their text is kept for the next one. */
function inMemory(folder) {
  return { TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'node-compile-cache') };
}

async function prepareRuntime() {
  const { kind } = await findElectron();
  if (kind === 'registry') await provideAddon();
}

/** Its failure is reported by the step that waits for it, not as an unhandled one before. */
function inBackground(work) {
  const running = work();
  running.catch(() => {});
  return running;
}

/** Waits for all, also when one fails; then throws what the first that failed said. */
async function besideEachOther(works) {
  const ends = await Promise.allSettled(works.map((work) => work()));
  for (const { status, reason } of ends) if (status === 'rejected') throw reason;
  return ends.flatMap(({ value }) => value ?? []).join('；');
}

async function allOf(works) {
  for (const work of works) await work();
}

/** Runs one of the project's tools quietly; throws with all it said when it does not pass. */
function tool(name, words, more = {}) {
  return new Promise((done, fail) => {
    const child = spawn(name, words, {
      cwd: projectRoot,
      env: toolEnvironment({ CI: 'true', FORCE_COLOR: '0', ...(place && inMemory(place)), ...more }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        said += text;
      });
    }
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done(said) : fail(new Error(`${said}\n${name} ${words.join(' ')}: ${code}`)),
    );
  });
}

/** Adds the counts of a test run, which are there when it failed as well. */
async function counted(run, read, total) {
  let counts;
  try {
    for (const line of measured(await run())) say(`  ${line}`);
  } finally {
    counts = read();
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  const { passed, failed, skipped } = counts;
  if (passed === 0 || failed > 0) throw new Error('报告里没有通过的测试，或有没有通过的。');
  return `${passed} 项通过${skipped > 0 ? `，${skipped} 项跳过` : ''}`;
}

/** What a test measured, and why one was not made: the lines that it printed with 实测 or 没有做. */
function measured(said) {
  return said.split('\n').filter((line) => /实测：|没有做：/.test(line));
}

function unitCounts() {
  const found = reportAt(unitReport);
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  const files = found.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = found.numFailedTests + files.length; // a file that did not even load
  return { passed: found.numPassedTests, failed, skipped: found.numPendingTests };
}

function flowCounts(lane) {
  const found = reportAt(join(reports, `playwright-${lane}.json`));
  if (!found) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = found.stats;
  if (flaky > 0) console.log(`  第二次才通过：${flaky} 项（见 test-results/playwright-${lane}.json）`);
  for (const line of found.suites.flatMap(secondTries)) console.log(`    ${line}`);
  return { passed: expected + flaky, failed: unexpected + found.errors.length, skipped };
}

/** Which tests needed one more try, and the first words of what the first said: seen without the machine that ran them. */
function secondTries({ file, specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'flaky')
      .map(({ results }) => `${file} ${title}：${results[0].error?.message?.slice(0, 1500) ?? ''}`),
  );
  return [...own, ...suites.flatMap(secondTries)];
}

function reportAt(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // the runner ended before it could write one
  }
}

function report(title, begun, remark) {
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`${title}　${seconds} 秒${remark ? `　${remark}` : ''}`);
}

try {
  process.exitCode = await main();
} catch (cause) {
  say(cause.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  clearMemory();
}
