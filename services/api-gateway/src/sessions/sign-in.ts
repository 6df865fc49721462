import { Refusal } from '@ftgo/refusals';
import { type Caller, type Role, TokenIssuer } from '@ftgo/sign-in';
import { Injectable } from '@nestjs/common';
import { ConsumerService } from '../consumers/consumer-service.ts';
import { DeliveryService } from '../deliveries/delivery-service.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { RestaurantService } from '../restaurants/restaurant-service.ts';
import { Operator } from './operator.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Session {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly user: Caller;
}

/** E-mail or password is wrong; which of them is not said. */
class WrongCredentials extends Refusal {
  constructor() {
    super('unauthenticated', 'WRONG_CREDENTIALS', 'E-mail or password is wrong');
  }
}

/** Who somebody is, says the service that keeps their password; all are asked at once, and the first yes counts. */
@Injectable()
export class SignIn {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly restaurants: RestaurantService,
    private readonly deliveries: DeliveryService,
    private readonly operator: Operator,
    private readonly issuer: TokenIssuer,
  ) {}

  /** @throws WrongCredentials where all say no; RemoteFailure where none says yes and one could not be asked. */
  async execute(credentials: Credentials, call: OutgoingCall): Promise<Session> {
    const user = await this.userOf(credentials, call);
    return { ...(await this.issuer.issue(user)), user };
  }

  private async userOf(credentials: Credentials, call: OutgoingCall): Promise<Caller> {
    const { consumers, restaurants, deliveries } = this;
    const asked = [
      vouched('consumer', consumers.verifyCredentials(credentials, call)),
      vouched('restaurant', restaurants.verifyCredentials(credentials, call)),
      vouched('courier', deliveries.verifyCredentials(credentials, call)),
      this.operatorOf(credentials),
    ];
    try {
      return await Promise.any(asked);
    } catch (error) {
      const unsure = (error as AggregateError).errors.find((reason) => !(reason instanceof Refusal) || reason.kind === 'overloaded');
      throw unsure ?? new WrongCredentials();
    }
  }

  private async operatorOf({ email, password }: Credentials): Promise<Caller> {
    if (await this.operator.hasSignIn(email, password)) return { id: Operator.ID, role: 'operator' };
    throw new WrongCredentials();
  }
}

/** A service vouches for its own kind of user only, whatever role it names. */
const vouched = async (role: Role, verified: Promise<{ userId: string }>): Promise<Caller> => ({ id: (await verified).userId, role });
