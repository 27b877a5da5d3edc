/** Why a parcel is not used. Nothing of it has been then. */
export type ParcelFault =
  | 'notAParcel'
  | 'tooLarge'
  | 'damaged'
  | 'version'
  | 'suite'
  | 'forged'
  | 'wrongKind'
  | 'wrongRecipient'
  | 'wrongOffice'
  | 'wrongDesk'
  | 'unknownSigner'
  | 'wrongDuty'
  | 'lostDesk'
  | 'otherSchema'
  | 'notForUs'
  | 'content';

/** What is wrong and what to do next, for the person with the stick. The same words at the desk and at the receiver. */
export const parcelFaultSentence: Readonly<Record<ParcelFault, string>> = {
  notAParcel: '这不是考籍数据包，里面的内容没有用。选扩展名为 .kaoji-parcel 的文件。',
  tooLarge: '这个文件超过 2 GB，不是考籍数据包，没有打开。选扩展名为 .kaoji-parcel 的文件。',
  damaged: '数据包不完整或有改动，里面的内容一点没有用。从原来的机器重新写一份，拷完再拔 U 盘。',
  version: '数据包来自更新的程序，本程序读不懂，里面的内容没有用。先更新本程序。',
  suite: '数据包用的是另一套密码算法，本程序打不开，里面的内容没有用。先更新本程序。',
  forged: '数据包的签名对不上，里面的内容一点没有用。不要再用这个文件，告诉管理员。',
  wrongKind:
    '这个数据包是另一个方向的，里面的内容没有用。回执包用“读 U 盘回执”读，同事写的包用“读同事的包”读，自治区读登记台送的包。',
  wrongRecipient: '这个数据包是封给另一个自治区接收端的，没有打开。核对登记台的设置文件。',
  wrongOffice: '这个数据包是另一个办公室的，没有打开。核对 U 盘上的文件是哪个旗县的。',
  wrongDesk: '这个数据包是同办公室另一台登记台的回执，没有打开。拿到那一台去读；那一台不在了，用它的恢复单在这里读。',
  unknownSigner: '数据包的签名钥匙这里不认识，里面的内容一点没有用。',
  wrongDuty:
    '写这个包的登记台在本机只认作外出的，它带回记录，不发账户、钥匙和名单，里面的内容一点没有用。它确是办公室的，由管理员重新读它的名片，核对指纹，选“办公室的”。',
  lostDesk:
    '写这个包的登记台已记为丢失，里面的内容一点没有用。问清包是谁、怎么送来的；确认要用，由管理员在这台登记台那一行按“照样读它的包…”。',
  otherSchema: '两台登记台的程序版本不同，里面的内容没有用。两台更新到同一个版本，再写一次。',
  notForUs: '数据包不是封给这里的，打不开，里面的内容没有用。核对文件是从哪里来的。',
  content: '数据包签名完好，但里面的记录对不上清单，一份也没有收。由登记台重新写一份。',
};
