/** The share of the time in which services that are up independently of each other are all up (R8). */
export const allUp = (each: number, services: number): number => each ** services;
