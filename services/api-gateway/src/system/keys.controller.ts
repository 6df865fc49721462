import { TokenIssuer } from '@ftgo/sign-in';
import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../http/access.guard.ts';

@Controller('.well-known')
export class KeysController {
  constructor(private readonly issuer: TokenIssuer) {}

  @Get('jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  keys(): unknown {
    return this.issuer.jwks();
  }
}
