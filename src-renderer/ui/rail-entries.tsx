import {
  AuditOutlined,
  BankOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  ContainerOutlined,
  FileSearchOutlined,
  FormOutlined,
  HomeOutlined,
  ImportOutlined,
  PictureOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
  TableOutlined,
  TeamOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { preparesBatches } from '#shared/domain/batch-status.ts';
import type { Role } from '#shared/domain/role.ts';
import type { Area } from '../stores/navigation-store.ts';

export type RailEntry = { readonly area: Area; readonly word: string; readonly icon: ReactNode };

const entry = (area: Area, word: string, icon: ReactNode): RailEntry => ({ area, word, icon });

/** What each role can ever use, at most seven, in the order of Ctrl+1…9. Nobody sees an entry that is never theirs. */
const rails: Readonly<Record<Role, readonly RailEntry[]>> = {
  clerk: [
    entry('home', '今天', <HomeOutlined />),
    entry('classBoard', '班级', <TeamOutlined />),
    entry('roster', '导入', <ImportOutlined />),
    entry('applications', '业务', <FormOutlined />),
    entry('custody', '台账', <TableOutlined />),
    entry('photoFiles', '照片', <PictureOutlined />),
    entry('examEntry', '选课', <SolutionOutlined />),
  ],
  reviewer: [
    entry('home', '待办', <HomeOutlined />),
    entry('review', '审核', <CheckSquareOutlined />),
    entry('release', '放行', <ContainerOutlined />),
    entry('sync', '送出', <CloudUploadOutlined />),
    entry('applications', '业务', <FormOutlined />),
    entry('custody', '台账', <TableOutlined />),
    entry('overrides', '例外', <SafetyCertificateOutlined />),
  ],
  officeAdministrator: [
    entry('home', '总览', <HomeOutlined />),
    entry('custody', '台账', <TableOutlined />),
    entry('release', '放行', <ContainerOutlined />),
    entry('sync', '送出', <CloudUploadOutlined />),
    entry('roster', '导入', <ImportOutlined />),
    entry('accounts', '账户', <UserSwitchOutlined />),
    entry('audit', '记录', <AuditOutlined />),
  ],
  schoolAdministrator: [
    entry('home', '待办', <HomeOutlined />),
    entry('applications', '业务', <FormOutlined />),
    entry('roster', '导入', <ImportOutlined />),
    entry('preRegistration', '进度', <TeamOutlined />),
    entry('examEntry', '选课', <SolutionOutlined />),
    entry('accounts', '账户', <UserSwitchOutlined />),
    entry('school', '学校', <BankOutlined />),
  ],
  classTeacher: [
    entry('home', '今天', <HomeOutlined />),
    entry('preRegistration', '我的班', <TeamOutlined />),
    entry('applications', '业务', <FormOutlined />),
    entry('examEntry', '选课', <SolutionOutlined />),
  ],
  auditor: [
    entry('audit', '查记录', <FileSearchOutlined />),
    entry('sync', '送出', <CloudUploadOutlined />),
    entry('custody', '台账', <TableOutlined />),
    entry('overrides', '例外', <SafetyCertificateOutlined />),
    entry('applications', '业务', <FormOutlined />),
  ],
};

/**
 * Pages of a role that are reached from elsewhere, because the rail holds seven: by the box (F2), and 日程 by the day's
 * line on top of every page, 批次 from 放行, 送出 and a clerk's 今天, 登记台 from 送出 and a clerk's 今天, 登记台设备 from
 * 送出, 规定 from 依据 (F9).
 */
export function pagesBeside(role: Role, exists: (area: Area) => boolean): readonly Pick<RailEntry, 'area' | 'word'>[] {
  const calendar = { area: 'calendar', word: '日程' } as const;
  const regulation = { area: 'regulation', word: '规定' } as const;
  const batches = { area: 'batches', word: '批次' } as const;
  const device = { area: 'device', word: '登记台设备' } as const;
  const hasBatches = preparesBatches(role) || role === 'auditor';
  const officeDesks = { area: 'officeDesks', word: '登记台' } as const;
  const hasDesks = role === 'clerk' || role === 'reviewer' || role === 'officeAdministrator';
  const hasDevice = role === 'reviewer' || role === 'officeAdministrator';
  return [
    ...(role === 'classTeacher' ? [] : [calendar]),
    ...(hasBatches ? [batches] : []),
    ...(hasDesks ? [officeDesks] : []),
    ...(hasDevice ? [device] : []),
    regulation,
  ].filter(({ area }) => exists(area));
}

/** The rail of a role, restricted to pages that exist in this build. */
export function railOf(role: Role, exists: (area: Area) => boolean): readonly RailEntry[] {
  return rails[role].filter((item) => exists(item.area));
}
