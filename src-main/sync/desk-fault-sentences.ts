import type { DeskFaultKind } from './exchange-fault.ts';

/** What the region has against this desk, without full stop: what is wrong, what happens to the records, what to do. */
export const deskFaultSentences = {
  notEnrolled: '自治区还不认识这台登记台，记录都在本机。由管理员在“登记台设备”里用登记码或文件登记',
  wrongOffice: '自治区那边，这台登记台或登记码属于别的旗县，记录都在本机。由管理员向自治区要本旗县的登记码',
  otherKey: '自治区那边，这台登记台的编号登记着另一把钥匙，记录都在本机。由管理员报告自治区查清',
  expired: '这台登记台的登记过期了。送到的记录都留着，等自治区决定；由管理员向自治区要新的登记码续期',
  revoked: '自治区停用了这台登记台。送到的记录都留着，等自治区决定；本机的记录都在。由管理员问自治区原因',
  undecided: '这一份自治区已经留着，登记台停用或过期，等自治区的人决定收不收',
  badCode: '登记码不对、用过了或者过期了。核对后重输，或向自治区要一个新的',
  tooManyTries:
    '从这里输错的登记码太多了，接收端要隔一会儿才再看，最多一分钟。打电话逐字核对登记码，过一分钟再输；输对的随时都收',
} as const satisfies Record<DeskFaultKind, string>;
