set {
  name  = "configs.cm.resource\\.customizations\\.health\\.argoproj\\.io_Application"
  value = file("health.lua")
}
