module guests

go 1.22
