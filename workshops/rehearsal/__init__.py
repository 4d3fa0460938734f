"""People made of code who take part in a workshop over real sockets, so that a facilitator can rehearse."""
