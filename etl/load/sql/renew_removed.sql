SELECT analyst.renew(%(ids)s::uuid[])
