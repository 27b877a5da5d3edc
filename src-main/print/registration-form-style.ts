/** Sizes of the 登记表: labels 9 pt, values 12 pt, name 18 pt, photo 33×44 mm, signature 60×15 mm, QR 22 mm. */
export const registrationFormStyle = `
.sheet { position: relative; min-height: 266mm; display: flex; flex-direction: column; page-break-after: always; }
.sheet:last-child { page-break-after: auto; }
.label { font-size: 9pt; line-height: 1.3; }
.head { display: flex; gap: 6mm; justify-content: space-between; margin: 5mm 0 4mm; }
.who { flex: 1; min-width: 0; }
.name { font-size: 18pt; line-height: 1.3; font-weight: 700; } .name.long { font-size: 16pt; }
.photo { width: 33mm; height: 44mm; object-fit: cover; border: 0.2mm solid #000; flex: none; }
.photo.empty { display: flex; align-items: center; justify-content: center; font-size: 9pt; }
.numbers { display: grid; grid-template-columns: 22mm 1fr; margin: 3mm 0 0; row-gap: 1mm; }
.numbers dt { font-size: 9pt; padding-top: 0.8mm; } .numbers dd { margin: 0; }
.grid { display: grid; grid-template-columns: repeat(6, 1fr); border-top: 0.3mm solid #000; border-left: 0.2mm solid #000; }
.cell { border-right: 0.2mm solid #000; border-bottom: 0.2mm solid #000; padding: 1mm 1.5mm 1.2mm; min-width: 0; }
.s2 { grid-column: span 2; } .s3 { grid-column: span 3; } .s4 { grid-column: span 4; } .s6 { grid-column: span 6; }
h2 { font-size: 12pt; margin: 4mm 0 1.5mm; } .none { margin-top: 3mm; }
table { width: 100%; border-collapse: collapse; } th, td { border: 0.2mm solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; }
th { font-size: 9pt; font-weight: 400; } table.settled { table-layout: fixed; } .settled th:first-child { width: 24mm; } .settled th:last-child { width: 28mm; }
table.tight { font-size: 10pt; line-height: 1.2; } .tight th, .tight td { padding: 0.4mm 1.5mm; }
.period { width: 46mm; }
.confirm { margin-top: auto; padding-top: 5mm; display: flex; gap: 6mm; justify-content: space-between; align-items: flex-end; break-inside: avoid; }
.signs { flex: 1; } .said { font-weight: 700; margin-bottom: 3mm; }
.row { display: flex; gap: 6mm; } .sign { margin-bottom: 3mm; } .box { width: 60mm; height: 15mm; border: 0.3mm solid #000; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; }
.code { width: 24mm; text-align: center; } .code svg { width: 22mm; height: 22mm; display: block; margin: 0 auto 1mm; }
.edition { font-size: 9pt; margin-top: 2mm; }
footer { display: flex; justify-content: space-between; gap: 4mm; font-size: 9pt; border-top: 0.2mm solid #000; padding-top: 1.5mm; margin-top: 3mm; }
.sheet:nth-of-type(n + 2) footer { margin-top: auto; }
`;
