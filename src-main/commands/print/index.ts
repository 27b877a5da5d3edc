import { printForm } from './print-form.ts';

export const printLongCalls = { 'desk.printForm': printForm };
