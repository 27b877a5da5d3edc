import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';

const words: Readonly<Record<string, string>> = {
  'session.signIn': '登录',
  'session.password': '核对密码',
  'session.signOut': '退出登录',
  'session.lock': '锁屏',
  'session.unlock': '解锁',
  'session.changePassword': '换自己的密码',
  'setup.chooseFile': '选设置文件',
  'setup.useDemo': '打开演示旗县',
  'session.touch': '继续使用',
  'camera.choose': '换照片来源',
  'camera.recordCheck': '检查摄像头',
  'camera.takeStill': '备用方式拍照',
  'sync.stop': '停下送出',
  'setup.perform': '建登记台',
  'setup.saveRecoverySheet': '打印恢复单',
  'setup.renewRecoverySheet': '换新的恢复单',
  'setup.recover': '用恢复单打开',
  'certificate.print': '打印成绩证明',
  'certificate.withdraw': '撤销成绩证明',
  'device.enrolByCode': '用登记码登记登记台',
  'device.renew': '给登记台续期',
  'device.exportRequest': '导出登记台的登记申请',
  'device.readCertificate': '读入登记台的证书',
  'application.start': '开始一件业务',
  'application.amend': '修改业务件',
  'application.submit': '提交业务件',
  'application.windowOpens': '窗口开放，自动进入办理',
  'application.agree': '同意业务件',
  'application.return': '退回业务件',
  'application.reject': '不同意业务件',
  'application.withdraw': '撤回业务件',
  'application.chooseEvidenceFile': '选材料文件',
  'application.addEvidence': '附上材料',
  'application.removeEvidence': '撤下材料',
  'application.arrangePage': '旋转或遮盖材料',
  'application.sheet': '看业务件',
  'application.readPage': '看材料',
  'application.candidates': '为业务件查找',
  'account.assignClasses': '指定班主任管的班',
  'calendar.draft': '编日程草稿',
  'calendar.confirm': '第二人核对日程',
  'calendar.discard': '丢弃日程草稿',
  'region.readFile': '读自治区的文件',
  'region.apply': '办理自治区的决定',
  'school.save': '改学校资料',
  'school.saveClass': '设班级',
  'school.closeClass': '关班级',
  'classChange.perform': '换班',
  'mobileChange.perform': '记本人改的手机号',
  'account.create': '新建账户',
  'account.resetPassword': '重设密码',
  'account.unlock': '解锁账户',
  'account.disable': '停用账户',
  'roster.chooseFile': '选名册文件',
  'roster.mapColumns': '认列',
  'examEntry.offer': '看选课',
  'examEntry.perform': '选课报名',
  'examEntry.performMany': '给多人选课报名',
  'examEntry.withdraw': '撤回选课报名',
  'examEntry.printSlip': '打印选课报名表',
  'examEntry.markSlips': '收回签字的报名表',
  'roster.accept': '导入名册',
  'roster.rows': '看名册的行',
  'roster.cancel': '取消导入',
  'roster.saveReport': '另存问题行',
  'roster.saveTemplate': '另存模板',
  'preRegistration.approve': '同意预注册',
  'preRegistration.return': '退回预注册',
  'preRegistration.enter': '当面补录',
  'desk.open': '打开学生',
  'desk.search': '查找',
  'desk.revealNumber': '看全号',
  'desk.storeShot': '拍照',
  'desk.saveDraft': '暂存',
  'draft.save': '暂存表单',
  'draft.discard': '丢弃暂存的表单',
  'desk.settleDifference': '定下不同的项',
  'desk.complete': '登记完成',
  'desk.markAbsence': '记缺席或迟到',
  'desk.printForm': '打印登记表',
  'photo.measures': '看照片的测量',
  'photo.orderRetake': '安排重拍',
  'photo.setComparison': '开关照片比对',
  'photo.declineComparison': '学生不要照片比对',
  'photo.override': '第二人放行照片',
  'photo.overrides': '看放行的照片',
  'photo.read': '看照片',
  'photo.readDocument': '看证件照片',
  'photo.reference': '看比对用的照片',
  'photo.ofFile': '看照片文件',
  'photoFiles.choose': '选照片文件夹',
  'photoFiles.folder': '看一批照片文件',
  'photoFiles.next': '读照片文件',
  'photoFiles.source': '重读照片文件',
  'photoFiles.stage': '存读好的照片',
  'photoFiles.refuse': '标出不能用的照片',
  'photoFiles.match': '照片认人',
  'photoFiles.assign': '指定照片是谁的',
  'photoFiles.swap': '对调照片',
  'photoFiles.reject': '不用照片',
  'photoFiles.attach': '附上照片',
  'photoFiles.discard': '清除一批照片',
  'photoFiles.expire': '照片文件到期清除',
  'review.approve': '审核同意',
  'review.return': '审核退回',
  'release.perform': '放行',
  'batch.prepare': '装批',
  'batch.release': '放行一批',
  'batch.undo': '拆批',
  'batch.printList': '打印批次清单',
  'sync.setCap': '改送出的限速',
  'preRegistration.sheet': '看预注册',
  'preRegistration.dataToMend': '看要改的预注册',
  'review.sheet': '看登记内容',
  'custody.names': '看台账名单',
  'custody.place': '看台账里的一人',
  'sync.pushNow': '送出',
  'sync.pullNow': '取回',
  'sync.push': '自动送出',
  'sync.receive': '收到回执',
  'sync.refuse': '收到退回',
  'sync.join': '并为一人',
  'parcel.write': '写数据包',
  'parcel.readAnswer': '读回执包',
  'parcel.stop': '停下写数据包',
  'parcel.writeCard': '写本机名片',
  'parcel.readCard': '读登记台的名片',
  'parcel.addDesk': '认同办公室的登记台',
  'parcel.writeToDesk': '给同办公室的登记台写外出的包',
  'parcel.writeToOffice': '写带回审核的包',
  'parcel.readFromDesk': '读同办公室的数据包',
  'sync.setReceiver': '设接收地址',
  'case.decide': '决定疑似同一人',
  'audit.verify': '核验记录',
};

/** A call of the contract in words; one that is not listed is shown by its name, never hidden. */
export function callWord(call: string): string {
  return words[call] ?? call;
}

const outcomes: Readonly<
  Record<string, { readonly word: string; readonly tone: Tone; readonly shape: StatusShapeName }>
> = {
  done: { word: '办成', tone: 'done', shape: 'tick' },
  ok: { word: '办成', tone: 'done', shape: 'tick' },
  read: { word: '看过', tone: 'waiting', shape: 'hollow' },
  invalid: { word: '填得不全', tone: 'waiting', shape: 'hollow' },
  refused: { word: '被拒', tone: 'refused', shape: 'stop' },
  stale: { word: '内容已变', tone: 'returned', shape: 'back' },
  forbidden: { word: '没有权限', tone: 'refused', shape: 'stop' },
  locked: { word: '屏幕锁着', tone: 'waiting', shape: 'hollow' },
  broken: { word: '没有完成', tone: 'refused', shape: 'stop' },
};

/** Outcome of a call as word, colour and shape. */
export function outcomeLook(outcome: string): {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: StatusShapeName;
} {
  return outcomes[outcome] ?? { word: outcome, tone: 'waiting', shape: 'hollow' };
}

/** Who did it: the account, the desk by itself, or somebody before sign-in. */
export function actorWord(displayName: string | null, call: string): string {
  return displayName ?? (call.startsWith('sync.') || call === 'photoFiles.expire' ? '登记台自动' : '没有登录');
}

/** The internal id of what it was about, short enough for a line: its end, which differs from record to record. */
export function subjectWord(subject: string | null): string {
  if (subject === null) return '';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(subject) ? `…${subject.slice(-8)}` : subject;
}
