import type { CandidacyAct } from '../domain/candidacy-status.ts';

const words = {
  'preRegistration.approve': '审核通过',
  'preRegistration.return': '退回学生',
  'preRegistration.resubmit': '当面录入',
  'desk.complete': '完成登记',
  'review.approve': '审核同意',
  'review.return': '退回登记台',
  'release.perform': '放行',
  'photo.orderRetake': '安排重拍',
  'sync.receive': '收下',
  'sync.refuse': '退回',
  'sync.join': '并入',
  'sync.return': '退回',
  'sync.takeEffect': '转为生效',
  'privateRegistration.send': '送自治区',
  'privateRegistration.accept': '转入采集',
  'privateRegistration.return': '退回补正',
  'privateRegistration.refuse': '作废',
  'privateRegistration.withdraw': '撤回',
  'recognitionOfResults.register': '补注册',
  'recognitionOfResults.registerWithoutCapture': '补注册',
  'reopening.carryOut': '重新打开',
  'transfer.carryOut': '转籍',
  'transfer.leave': '转出本考区',
  'transfer.arrive': '转回本考区',
  'transfer.arriveOnLeave': '转回本考区，休籍中',
  'suspension.carryOut': '休籍',
  'reinstatement.carryOut': '复籍',
  'case.join': '并入',
} as const satisfies Record<CandidacyAct, string>;

/** How an act is named in a sentence: 不能…. */
export function candidacyActLabel(act: CandidacyAct): string {
  return words[act];
}
