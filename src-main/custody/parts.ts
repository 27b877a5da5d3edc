/** The parts of the ledger in the order of the equation (DESIGN §6), with their labels. */
export const custodyParts = [
  ['waitingForTeacher', '待班主任审核'],
  ['returned', '已退回'],
  ['waitingForCapture', '待采集'],
  ['absent', '缺席'],
  ['draft', '草稿'],
  ['waitingForCounty', '社会考生，待旗县同意'],
  ['waitingForRegion', '待自治区审批'],
  ['handedOver', '已交同办公室另一台'],
  ['takenOver', '同办公室另一台已接手'],
  ['completed', '登记完成'],
  ['reviewed', '已审核'],
  ['inBatch', '已装批，等放行'],
  ['released', '已放行，待回执'],
  ['received', '已有回执'],
  ['inEffect', '注册生效'],
  ['suspended', '休籍'],
  ['closed', '已结束'],
  ['refused', '自治区退回'],
  ['setAside', '已搁置'],
  ['joined', '已并入'],
  ['withdrawn', '已撤回'],
  ['void', '已作废'],
] as const;

/** Label of a part; an unknown one stays as it is, so that it is seen. */
export function custodyPartLabel(part: string): string {
  return custodyParts.find(([name]) => name === part)?.[1] ?? part;
}
