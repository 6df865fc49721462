import type { StackState } from '../stack-state.ts';
import { Gateway } from './gateway.ts';
import type { Narrator } from './narrator.ts';
import { newConsumer, Person, signIn } from './person.ts';
import type { Processes } from './processes.ts';
import { RehearsalKitchen } from './rehearsal-kitchen.ts';
import { strangerWithAToken } from './stranger.ts';
import type { Wiretap } from './wiretap.ts';

/** Below the public API: for stories about messages themselves. */
export type Servers = Pick<StackState, 'kafkaBrokers' | 'postgresUrl' | 'routerUrl' | 'mailsUrl'>;

interface Props {
  readonly gateway: Gateway;
  readonly narrator: Narrator;
  readonly wiretap: Wiretap;
  readonly processes: Processes;
  readonly servers: Servers;
  /** The key that the local stack signs access tokens with. */
  readonly tokenKeyFile: string;
  /** One story among many: none may take minutes. */
  readonly hurried: boolean;
}

/** What every story is played with: the running stack's public API, its messages, its processes, and people. */
export class Stage {
  readonly gateway: Gateway;
  readonly narrator: Narrator;
  readonly wiretap: Wiretap;
  readonly processes: Processes;
  readonly servers: Servers;
  readonly hurried: boolean;
  readonly #tokenKeyFile: string;
  readonly operator: Person;
  readonly kitchen: RehearsalKitchen;

  private constructor({ gateway, narrator, wiretap, processes, servers, tokenKeyFile, hurried }: Props, operator: Person, kitchen: RehearsalKitchen) {
    this.gateway = gateway;
    this.narrator = narrator;
    this.wiretap = wiretap;
    this.processes = processes;
    this.servers = servers;
    this.#tokenKeyFile = tokenKeyFile;
    this.hurried = hurried;
    this.operator = operator;
    this.kitchen = kitchen;
  }

  static async set(props: Props): Promise<Stage> {
    const operator = await signIn(props.gateway, 'the operator', 'ops@ftgo.example', 'ftgo-demo');
    if (!operator) throw new Error('The demo operator ops@ftgo.example cannot sign in: has the demo data been loaded?');
    return new Stage(props, operator, await RehearsalKitchen.open(props.gateway, operator, props.wiretap));
  }

  newConsumer(name: string): Promise<Person> {
    return newConsumer(this.gateway, name);
  }

  /** A consumer with a good token whom FTGO does not know. */
  stranger(): Promise<Person> {
    return strangerWithAToken(this.gateway, this.#tokenKeyFile);
  }
}
