import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsDefined, IsInt, IsISO8601, IsNumber, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested,
} from 'class-validator';

export class LineItemDto {
  @Matches(/^[\w.-]{1,64}$/)
  menuItemId!: string;

  @IsInt()
  @Min(1)
  @Max(100)
  quantity!: number;
}

export class AddressDto {
  @IsString()
  @Length(1, 200)
  street!: string;

  @IsString()
  @Length(1, 100)
  city!: string;

  @IsString()
  @Length(1, 20)
  zip!: string;

  @IsNumber()
  @Min(-90)
  @Max(90)
  lat!: number;

  @IsNumber()
  @Min(-180)
  @Max(180)
  lng!: number;
}

export class CreateOrderDto {
  @IsUUID()
  restaurantId!: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LineItemDto)
  lineItems!: LineItemDto[];

  @IsDefined()
  @ValidateNested()
  @Type(() => AddressDto)
  deliveryAddress!: AddressDto;

  @IsOptional()
  @IsISO8601()
  deliveryTime?: string;
}
