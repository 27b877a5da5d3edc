import { act, expect, look, type Player, press, see, seeDialog, seeTitle, write } from './main-job-keys.ts';
import type { Pupil } from './main-job-people.ts';

function list({ page }: Player) {
  return page.getByRole('listbox', { name: '学生' });
}

/** Opens the own class from home and walks down to a pupil. */
async function walkTo(player: Player, pupil: Pupil): Promise<void> {
  await see(list(player).getByRole('option'));
  const line = list(player).getByRole('option', { name: pupil.fullName });
  await see(line);
  const selected = () => line.getAttribute('aria-selected');
  for (let presses = 0; presses < 60 && (await selected()) !== 'true'; presses += 1) await press(player, 'ArrowDown');
  await see(
    player.page
      .getByRole('heading', { name: pupil.fullName })
      .or(player.page.locator('.check-sheet', { hasText: pupil.fullName })),
  );
}

/** The class teacher sends one back with a reason and agrees to the rest, whose names are shown first. */
export async function returnOneApproveRest(player: Player, pupil: Pupil, reason: string, rest: number): Promise<void> {
  const { page } = player;
  await player.step('班主任退回一人，同意其余的人', async () => {
    await seeTitle(player, '今天');
    await player.picture('10-teacher-home');
    await act(player, `审核 ${rest + 1} 人`, 'Enter');
    await seeTitle(player, '审核我的班');
    await walkTo(player, pupil);
    await player.picture('11-teacher-review');
    await look(player);
    await act(player, '退回…', 'Alt+1');
    const returning = await seeDialog(player, `退回 ${pupil.fullName}`);
    await expect(returning.getByRole('textbox')).toBeFocused();
    await write(player, reason);
    await player.picture('12-teacher-return');
    await press(player, 'Control+Enter');
    await see(page.getByText(`已退回 ${pupil.fullName}`));
    await act(player, `同意没有问题的 ${rest} 人`, 'Alt+2');
    const naming = await seeDialog(player, `同意没有问题的 ${rest} 人`);
    await expect(naming.getByRole('heading'), '不是按钮').toBeFocused();
    await player.picture('13-teacher-approve-many');
    await look(player);
    await press(player, 'Control+Enter');
    await see(page.getByText(`已同意 ${rest} 人`));
    await see(page.getByText('没有待审核的学生'));
    await player.picture('14-teacher-done');
    await look(player);
  });
}

/** Agrees to one pupil whose desk work already waits for it. */
export async function approveHeld(player: Player, pupil: Pupil): Promise<void> {
  await player.step(`班主任同意已拍照的 ${pupil.fullName}`, async () => {
    await seeTitle(player, '今天');
    await act(player, /审核 \d+ 人/, 'Enter');
    await seeTitle(player, '审核我的班');
    await walkTo(player, pupil);
    await see(list(player).getByRole('option', { name: pupil.fullName }).getByText('已拍，等班主任同意'));
    await player.picture('19-teacher-held');
    await act(player, '同意并看下一位', 'Control+Enter');
    await see(player.page.getByText(`已同意 ${pupil.fullName}`));
    await look(player);
  });
}
