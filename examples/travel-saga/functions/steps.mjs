import { step } from './trip.mjs';

export const reserveFlight = step('ReserveFlight', 'flight', undefined, 'reserved');
export const releaseFlight = step('ReleaseFlight', 'flight', 'reserved', 'released', 'released, never reserved');

export const reserveHotel = step('ReserveHotel', 'hotel', undefined, 'reserved');
export const releaseHotel = step('ReleaseHotel', 'hotel', 'reserved', 'released', 'released, never reserved');

export const chargePayment = step('ChargePayment', 'payment', undefined, 'charged');
export const refundPayment = step('RefundPayment', 'payment', 'charged', 'refunded', 'refunded, never charged');

export const confirmTrip = step('ConfirmTrip', 'state', 'open', 'confirmed');
