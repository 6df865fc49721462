-- That a restaurant exists: all that the kitchen sees of the other module's table.
create view existing_restaurants as select id, version from restaurants;
