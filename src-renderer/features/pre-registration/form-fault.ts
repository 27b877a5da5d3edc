import type { Fault } from '#shared/contract/faults.ts';

/** Main names a field by its place in the call, the form by its own name. */
export function onFormFields(fault: Fault): Fault {
  if (fault.kind !== 'invalid') return fault;
  return {
    ...fault,
    problems: fault.problems.map(({ field, message }) => ({
      field: field.replace(/^(request\.)?data\./, ''),
      message,
    })),
  };
}
