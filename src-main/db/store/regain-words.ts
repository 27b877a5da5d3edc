import { applicationStateLabel } from '#shared/labels/application.ts';
import { subjectNames } from '#shared/labels/exam-subject.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import type { ChangeMessage } from '#shared/wire/change-message.ts';

/** What a change says, behind the candidate's name, and what people do where its effect is not here any more. */
export type LostChangeWords = { readonly what: string; readonly next: string };

const again = '核对哪个对：自治区那样对，在本机照着办一次；本机这样对，也再办一次，自治区按最后报的';

/** The words for a case about a change that the region holds and this file has lost. */
export function lostChangeWords(message: ChangeMessage): LostChangeWords {
  switch (message.kind) {
    case 'classChange':
      return { what: `换到${message.to.name}`, next: again };
    case 'mobileChange':
      return { what: `的手机号改为${maskNumber(message.to)}`, next: again };
    case 'examEntry': {
      const { sitting, version, state, subjects } = message;
      const done = state === 'withdrawn' ? '撤回' : subjectNames(subjects);
      return { what: `${sitting}第 ${version} 版选课（${done}）`, next: again };
    }
    case 'application': {
      const { label } = procedures[message.procedure];
      const next = message.state === 'atStep' ? waitsThere : '这一件已经有结果，按它核对本机的资料，不要重新提交';
      return { what: `的“${label}”（${applicationStateLabel(message.state)}）`, next };
    }
    case 'evidencePage':
      return { what: '的一页材料', next: again };
    case 'certificate': {
      const { number, issuedOn } = message.certified;
      const what = message.withdrawn ? `成绩证明 ${number} 的撤销` : `${issuedOn} 出具的成绩证明 ${number}`;
      const next = message.withdrawn ? withdrawnThere : standsThere;
      return { what, next };
    }
  }
}

const waitsThere =
  '自治区还在办这一件，它的决定会到本机，本机对不上号。由管理员打电话请自治区把这一件退回，退回以后在本机重新申请一件；已经另申请了的，先撤回';
const standsThere =
  '这张纸在自治区查得到，是真的；本机没有存根，不能补打、撤销。要撤销，由管理员打电话告诉自治区；要补打，重新申请出具一张';
const withdrawnThere = '自治区按已撤销的算。本机没有这张的存根，不用再撤一次；有人拿它来，告诉他已经撤销';
