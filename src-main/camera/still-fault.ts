export type StillFaultCode =
  | 'NO_DEVICE'
  | 'DEVICE_BUSY'
  | 'NO_PERMISSION'
  | 'TIMEOUT'
  | 'NO_DRIVER'
  | 'DRIVER_FAILED'
  | 'NO_PICTURE'
  | 'BAD_PICTURE'
  | 'BAD_DEVICE'
  | 'BUSY';

/** What a still camera rejects with: a code for programs, a Chinese sentence with a way on for people. */
export type StillFault = Error & { readonly code: StillFaultCode; readonly sentence: string };

const sentences: Record<StillFaultCode, string> = {
  NO_DEVICE: '找不到备用摄像头。检查 USB 线，或在“换照片来源”里另选一台',
  DEVICE_BUSY: '备用摄像头正被别的程序占用。关掉那个程序，再按空格',
  NO_PERMISSION: '没有使用备用摄像头的权限。由管理员把本机账户加入 video 组，再重新登录系统',
  TIMEOUT: '备用摄像头没有应答，已停止等待。拔下重插，再按空格',
  NO_DRIVER: '本机没有备用拍照程序 fswebcam。先用实时画面；由管理员安装 fswebcam 后可用备用方式',
  DRIVER_FAILED: '备用拍照程序中途停了，没有拍成。再按空格；还不行就另选一台摄像头',
  NO_PICTURE: '备用摄像头没有交出照片。再按空格；还不行就另选一台摄像头',
  BAD_PICTURE: '备用摄像头交出的照片不完整，没有采用。再按空格重拍',
  BAD_DEVICE: '没有选定可用的备用摄像头。在“换照片来源”里重新选',
  BUSY: '上一张还在拍。等它拍完，再按空格',
};

/** Makes the fault; `detail` (driver's own words) is for the log of a developer, never for the screen. */
export function stillFault(code: StillFaultCode, detail = ''): StillFault {
  return Object.assign(new Error(`${code} ${detail}`.trim()), { code, sentence: sentences[code] });
}
