/** When a shift begins and ends, as HH:MM where it is. */
export interface ShiftTimes {
  from: string
  to: string
}

/** Whether a shift ends on the day after. */
export const overnight = ({ from, to }: ShiftTimes): boolean => to !== '' && to <= from
