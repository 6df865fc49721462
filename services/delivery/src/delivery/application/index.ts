// What the delivery module can do.
export { AnswerOffer } from './answer-offer.ts';
export { BringOrder } from './bring-order.ts';
export { CancelWithSaga } from './cancel-with-saga.ts';
export { Dispatch } from './dispatch.ts';
export { FollowCouriers } from './follow-couriers.ts';
export { FollowOrder } from './follow-order.ts';
export { FollowRestaurants } from './follow-restaurants.ts';
export { GetDelivery } from './get-delivery.ts';
export { ListOffers } from './list-offers.ts';
export { ReportPosition } from './report-position.ts';
