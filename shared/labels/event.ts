/**
 * Every kind of event that the desk records, in words, as a history and the "somebody was faster" band show them;
 * tests/architecture/event-words.test.ts compares it with what the code records.
 */
export const eventWords: Readonly<Record<string, string>> = {
  'candidacy.updatedFromRoster': '按新名册更新',
  'candidacy.entered': '当面补录',
  'candidacy.mended': '当面改正后重新提交',
  'candidacy.approvedByTeacher': '班主任同意',
  'candidacy.returnedByTeacher': '班主任退回',
  'capture.taken': '拍照',
  'capture.overridden': '第二人放行了没有通过检查的照片',
  'capture.fromFile': '附上了照片文件',
  'photoFolder.chosen': '选了照片文件夹',
  'photoFolder.discarded': '清除了一批照片文件',
  'photoFolder.expired': '一批照片文件留满期限，自动清除',
  'photoFile.assigned': '指定了照片文件是谁的',
  'photoFile.swapped': '对调了两张照片文件',
  'photoFile.rejected': '不用一张照片文件',
  'photoFile.restored': '重新用一张照片文件',
  'capture.retakeOrdered': '安排重拍',
  'difference.settled': '选定证件与名册的不同',
  'attendance.marked': '记了缺席或迟到',
  'attendance.cleared': '撤销了缺席或迟到',
  'candidacy.held': '采集完，等班主任同意',
  'candidacy.holdChecked': '同意后复查，还不能完成',
  'candidacy.completed': '登记完成',
  'registrationForm.printed': '打印了登记表',
  'candidacy.reviewed': '审核同意',
  'candidacy.returnedToDesk': '退回登记台',
  'candidacy.released': '放行',
  'candidacy.received': '自治区已收下',
  'candidacy.refusedByRegion': '自治区退回',
  'candidacy.joined': '并入同一人的记录',
  'case.opened': '立了业务件',
  'case.decided': '决定了业务件',
  'roster.accepted': '导入了名册',
  'roster.reportSaved': '存了名册的问题行',
  'enrolmentList.accepted': '导入了学籍名单',
  'schoolClass.added': '按名册加了班级',
  'office.setUp': '设置了本机',
  'desk.cameraChosen': '选定了摄像头',
  'desk.cameraChecked': '检查了摄像头',
  'desk.comparisonOn': '打开了照片比对，已确认告知',
  'desk.comparisonOff': '关了照片比对',
  'photo.comparisonDeclined': '学生不同意照片比对',
  'recoverySheet.renewed': '重印了恢复单',
  'receiver.changed': '改了接收端的地址',
  'account.passwordChanged': '改了密码',
  'account.recovered': '用恢复单换了密码',
};

/** An event in words. A kind of a newer version of this program has none yet. */
export function eventLabel(kind: string): string {
  return eventWords[kind] ?? '改动了这份记录';
}
